package io.github.rerank4j.spring;

import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spring.shared.ChainProperties;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rerankers share a limit in a Redis: each that asks a service, where a limit is set for all, and first of all
 * where one is set for a reranker with a name.
 */
final class Limits {

    private static final Logger LOG = LoggerFactory.getLogger(Limits.class);

    /** The setting by which a reranker has a limiter. */
    static final String SETTING = "rateLimiter";

    private final Map<String, Object> ofAll;
    private final SharedRedis redis;

    /**
     * Limits.
     *
     * @param ofAll what is set for all rerankers
     */
    Limits(Map<String, Object> ofAll, SharedRedis redis) {
        this.ofAll = ofAll;
        this.redis = redis;
    }

    /**
     * That whatever is set for the limit of one reranker has an effect.
     *
     * @param instances what is set for rerankers with names
     * @throws RerankConfigurationException if something has none
     */
    static void requireEffect(Map<String, Map<String, Object>> instances) {
        instances.forEach((name, instance) -> {
            if (ModelValues.isChain(instance) && !own(instance).isEmpty()) {
                throw new RerankConfigurationException(
                        "%s.%s.%s is set for a chain, but a chain asks no service itself; set it for the members of the chain"
                                .formatted(RerankProperties.INSTANCES, name, ChainProperties.LIMITER));
            }
        });
    }

    /**
     * Gives a reranker its limiter, if it is to have one.
     *
     * @param values what is set of the provider's settings
     * @param instance what is set for the reranker, if it has a name
     * @param prefix under which that is
     * @return whether it has one now
     * @throws RerankConfigurationException if what is set makes none
     */
    <B> boolean giveTo(
            B builder,
            RerankProvider<B> provider,
            Map<String, Object> values,
            Map<String, Object> instance,
            String prefix) {
        Setting<? super B, ?> setting = provider.setting(SETTING).orElse(null);
        Map<String, Object> own = own(instance);
        if (setting == null || (own.isEmpty() && (ofAll.isEmpty() || hasItsOwn(setting, values)))) {
            return false;
        }
        String whose = (own.isEmpty() ? RerankProperties.LIMITER : prefix + "." + ChainProperties.LIMITER) + "."
                + ChainProperties.REDIS;
        requireNoOther(setting, values, whose, prefix);
        RedisLimit limit = limit(values(own), whose);
        String key = key(provider, values);
        setting.applyObject(builder, redis.limiter(limit, key, whose, own.isEmpty()));
        LOG.info(limit.announcement(prefix, redis.where(), key));
        return true;
    }

    private static RedisLimit limit(Map<String, Object> values, String whose) {
        RedisLimit limit = new RedisLimit();
        try {
            RedisLimit.settings().forEach(setting -> SettingValue.apply(setting, limit, values.get(setting.name())));
            limit.check();
            return limit;
        } catch (SettingException objection) {
            throw RerankConfigurationException.of(
                    SettingNames.under(whose, Providers.ofLimits().keySet()), objection);
        }
    }

    /** One who sets a rate means it instead of those of all, and not beside them. */
    private Map<String, Object> values(Map<String, Object> own) {
        Map<String, Object> values = new LinkedHashMap<>(ofAll);
        if (!Collections.disjoint(own.keySet(), RedisLimit.rates())) {
            RedisLimit.rates().forEach(values::remove);
        }
        values.putAll(own);
        return values;
    }

    private static boolean hasItsOwn(Setting<?, ?> setting, Map<String, Object> values) {
        return setting.object()
                .filter(object -> !Collections.disjoint(values.keySet(), object.unless()))
                .isPresent();
    }

    private static void requireNoOther(Setting<?, ?> setting, Map<String, Object> values, String whose, String prefix) {
        if (hasItsOwn(setting, values)) {
            throw new RerankConfigurationException(whose + " and " + prefix
                    + ".requests-per-second are both set, but a reranker has one limiter; remove one of them");
        }
    }

    private static String key(RerankProvider<?> provider, Map<String, Object> values) {
        return RedisLimit.defaultKey(
                provider.id(), text(values, provider, "baseUrl"), text(values, provider, "modelName"));
    }

    /** Of what is not set, the default; null where that is not one value. */
    private static @Nullable String text(Map<String, Object> values, RerankProvider<?> provider, String name) {
        Object value = values.get(name);
        if (value != null) {
            return value.toString();
        }
        return name.equals("baseUrl")
                ? null
                : provider.setting(name)
                        .flatMap(setting -> (Optional<?>) setting.defaultValue())
                        .map(Object::toString)
                        .orElse(null);
    }

    /** What is set for the limit of one reranker alone. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> own(Map<String, Object> instance) {
        return (Map<String, Object>) instance.getOrDefault(ChainProperties.LIMITER, Map.of());
    }
}
