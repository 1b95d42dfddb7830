package io.github.rerank4j.spring;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.redis.RedisSettings;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.ChainProperties;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which rerankers have a cache, and what is set for it: what is set for all of them, and first of all what is set for a
 * reranker with a name.
 */
final class Caches {

    private static final String ENABLED = ModelValues.ENABLED;

    private final Map<String, Object> ofAll;

    /** With what is set for all rerankers. */
    Caches(Map<String, Object> ofAll) {
        this.ofAll = ofAll;
    }

    /** Those that these properties say. */
    static Caches of(RerankProperties all) {
        return new Caches(all.cache());
    }

    /** What is set for the cache of one reranker alone. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> own(Map<String, Object> instance) {
        return (Map<String, Object>) instance.getOrDefault(ChainProperties.CACHE, Map.of());
    }

    /** Whether a reranker has one, where this is set for it; a chain never has. */
    boolean has(Map<String, Object> instance) {
        Object enabled = own(instance).getOrDefault(ENABLED, ofAll.getOrDefault(ENABLED, false));
        return Boolean.TRUE.equals(enabled) && !ModelValues.isChain(instance);
    }

    /**
     * That whatever is set for caches has an effect.
     *
     * @param instances what is set for rerankers with names
     * @throws RerankConfigurationException if something has none
     */
    void requireEffect(Map<String, Map<String, Object>> instances) {
        instances.forEach((name, instance) -> {
            String prefix = RerankProperties.INSTANCES + "." + name + "." + ChainProperties.CACHE;
            Map<String, Object> own = own(instance);
            if (ModelValues.isChain(instance) && !own.isEmpty() && !Boolean.FALSE.equals(own.get(ENABLED))) {
                throw new RerankConfigurationException(
                        "%s is set for a chain, but a chain has no cache of its own; set it for the members of the chain"
                                .formatted(prefix));
            }
            if (!has(instance)) {
                requireSwitch(own, prefix);
            }
        });
        if (instances.values().stream().noneMatch(this::has)) {
            requireSwitch(ofAll, RerankProperties.CACHE);
        }
    }

    private static void requireSwitch(Map<String, Object> values, String prefix) {
        if (!values.isEmpty() && !values.containsKey(ENABLED)) {
            throw new RerankConfigurationException(
                    ("%s.enabled is not set, so the other properties of the cache have no effect; set it to true, or to"
                                    + " false if that is meant")
                            .formatted(prefix));
        }
    }

    /**
     * A cache around a model.
     *
     * @param instance what is set for the reranker
     * @param prefix under which that is
     * @param beans those of the application that go into it
     * @param redis where the store is, if it is in one
     * @param name of the reranker's bean
     * @throws RerankConfigurationException if what is set makes none
     */
    CachingScoringModel around(
            Reranker model,
            Map<String, Object> instance,
            String prefix,
            SharedBeans beans,
            SharedRedis redis,
            String name) {
        Map<String, Object> values = new LinkedHashMap<>(ofAll);
        values.putAll(own(instance));
        CachingScoringModel.Builder builder = CachingScoringModel.of(model);
        try {
            for (Setting<CachingScoringModel.Builder, ?> setting : CachingScoringModel.settings()) {
                SettingValue.apply(setting, builder, values.get(setting.name()));
            }
            Set<String> given = new HashSet<>(values.keySet());
            Object redisPrefix = values.get(RedisSettings.PREFIX);
            if (redisPrefix != null) {
                requireSecret(values, whose(instance, prefix));
                builder.store(redis.store(redisPrefix.toString(), whose(instance, prefix)));
                given.add("store");
            }
            beans.giveTo(builder, CachingScoringModel.settings(), given, name);
            beans.customize(builder, name);
            return builder.build();
        } catch (IllegalArgumentException objection) {
            Set<String> names = Providers.ofCaches().keySet();
            throw RerankConfigurationException.of(
                    SettingNames.under(whose(instance, prefix), names).withBeans(), objection);
        }
    }

    private static String whose(Map<String, Object> instance, String prefix) {
        return own(instance).isEmpty() ? RerankProperties.CACHE : prefix + "." + ChainProperties.CACHE;
    }

    /** In the words of those who have no bean for a store. */
    private static void requireSecret(Map<String, Object> values, String whose) {
        if (!values.containsKey("keySecret")) {
            throw new RerankConfigurationException(
                    ("%1$s.redis-prefix is set, but %1$s.key-secret is not, and without a secret the questions could be"
                                    + " guessed from the keys in Redis; set %1$s.key-secret to at least 16 bytes, the same"
                                    + " for all applications that share the scores")
                            .formatted(whose));
        }
        if (values.containsKey("maxDocuments")) {
            throw new RerankConfigurationException(
                    ("%1$s.redis-prefix and %1$s.max-documents are both set, but Redis itself limits how many scores it"
                                    + " keeps, by its maxmemory; remove %1$s.max-documents")
                            .formatted(whose));
        }
    }
}
