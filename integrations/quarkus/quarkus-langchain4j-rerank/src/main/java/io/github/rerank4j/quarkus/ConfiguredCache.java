package io.github.rerank4j.quarkus;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.redis.RedisSettings;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkus.runtime.ShutdownContext;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cache of one model of the configuration, and how it is built. */
final class ConfiguredCache {

    /** What comes before its settings. */
    static final String CACHE = "cache";

    private static final String URI = "redisUri";

    private final String modelName;
    private final ConfiguredSettings<CachingScoringModel.Builder> settings;

    /**
     * @param root the prefix of the settings of all models of the model's provider
     */
    ConfiguredCache(String root, String modelName, SmallRyeConfig config) {
        this.modelName = modelName;
        this.settings = new ConfiguredSettings<>(
                        ModelPrefix.of(root, modelName, config) + '.' + CACHE, settings(), config)
                .orUnder(RerankCacheConfig.PREFIX);
    }

    /** What may be set for it. */
    static List<Setting<CachingScoringModel.Builder, ?>> settings() {
        return Stream.concat(
                        CachingScoringModel.settings().stream(),
                        Stream.<Setting<CachingScoringModel.Builder, ?>>of(
                                RedisSettings.prefix(), RedisSettings.address(URI)))
                .toList();
    }

    /**
     * The cache: configuration first, then the application's beans, then its customizers.
     *
     * @throws ConfigValidationException if a setting is wrong, or contradicts another; names its property
     */
    CachingScoringModel around(Reranker model, SharedRedis redis, ShutdownContext shutdown) {
        ModelBeans beans = new ModelBeans(modelName);
        CachingScoringModel.Builder builder = CachingScoringModel.of(model);
        try {
            settings.applyTo(builder, List.of());
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
        Optional<ScoreStore> store = store(beans, redis, shutdown);
        CachingScoringModel.settings().forEach(setting -> beans.give(setting, builder));
        store.ifPresent(builder::store);
        ModelBuilderCustomizer.applyCustomizers(
                beans.customizers(CachingScoringModel.Builder.class), builder, modelName);
        try {
            return builder.build();
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
    }

    /** The one in a Redis; what it contradicts, or lacks, is said in the words of those who have no bean for it. */
    private Optional<ScoreStore> store(ModelBeans beans, SharedRedis redis, ShutdownContext shutdown) {
        Optional<String> prefix = settings.eitherText(RedisSettings.PREFIX);
        Optional<String> address = settings.eitherText(URI);
        if (prefix.isEmpty() && address.isEmpty()) {
            return Optional.empty();
        }
        String prefixProperty = settings.property(RedisSettings.PREFIX);
        String addressProperty = settings.property(URI);
        if (address.isEmpty()) {
            throw Refusal.of("%s is set, but %s is not; set both, or remove the first"
                    .formatted(prefixProperty, addressProperty));
        }
        if (prefix.isEmpty()) {
            throw Refusal.of("%s is set, but %s is not; set both, or remove the first"
                    .formatted(addressProperty, prefixProperty));
        }
        requireNoOther(beans, prefixProperty);
        try {
            return Optional.of(redis.store(address.get(), prefix.get(), addressProperty, shutdown));
        } catch (SettingException objection) {
            throw Refusal.of("%s cannot be used: %s".formatted(prefixProperty, objection.getMessage()));
        }
    }

    private void requireNoOther(ModelBeans beans, String prefix) {
        if (beans.has(ScoreStore.class)) {
            throw Refusal.of(
                    ("%s is set, but the application also has a ScoreStore bean, and only one of the two can be used; remove"
                                    + " the property or the bean")
                            .formatted(prefix));
        }
        if (settings.eitherText("keySecret").isEmpty()) {
            throw Refusal.of(
                    ("%1$s is set, but %2$s is not, and without a secret the questions could be guessed from the keys in"
                                    + " Redis; set %2$s to at least 16 bytes, the same for all applications that share the"
                                    + " scores")
                            .formatted(prefix, settings.property("keySecret")));
        }
        if (settings.eitherText("maxDocuments").isPresent()) {
            throw Refusal.of(
                    ("%1$s and %2$s are both set, but Redis itself limits how many scores it keeps, by its maxmemory; remove"
                                    + " %2$s")
                            .formatted(prefix, settings.property("maxDocuments")));
        }
    }
}
