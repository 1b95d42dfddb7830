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
        String isSet = settings.property(prefix.isPresent() ? RedisSettings.PREFIX : URI) + " is set";
        if (prefix.isEmpty() || address.isEmpty()) {
            throw Refusal.of(isSet + " without " + settings.property(prefix.isEmpty() ? RedisSettings.PREFIX : URI)
                    + "; set both, or remove it");
        }
        if (beans.has(ScoreStore.class)) {
            throw Refusal.of(isSet + ", and there is a ScoreStore bean; remove the property or the bean");
        }
        if (settings.eitherText("keySecret").isEmpty()) {
            throw Refusal.of(isSet + " without " + settings.property("keySecret")
                    + ", without which questions could be guessed from the keys in the Redis; give a secret of at least 16"
                    + " bytes, the same to all applications that share the scores");
        }
        if (settings.eitherText("maxDocuments").isPresent()) {
            throw Refusal.of(isSet + ", and so is " + settings.property("maxDocuments")
                    + ", but a Redis keeps as many scores as its maxmemory allows; remove the latter");
        }
        try {
            return Optional.of(redis.store(address.get(), prefix.get(), settings.property(URI), shutdown));
        } catch (SettingException objection) {
            throw Refusal.of(isSet + ": " + objection.getMessage());
        }
    }
}
