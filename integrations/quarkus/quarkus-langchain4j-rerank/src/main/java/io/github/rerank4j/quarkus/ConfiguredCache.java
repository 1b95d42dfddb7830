package io.github.rerank4j.quarkus;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/** The cache of one model of the configuration, and how it is built. */
final class ConfiguredCache {

    /** What comes before its settings. */
    static final String CACHE = "cache";

    private final String modelName;
    private final ConfiguredSettings<CachingScoringModel.Builder> settings;

    /**
     * @param root the prefix of the settings of all models of the model's provider
     */
    ConfiguredCache(String root, String modelName, SmallRyeConfig config) {
        this.modelName = modelName;
        this.settings = new ConfiguredSettings<>(
                        ModelPrefix.of(root, modelName, config) + '.' + CACHE, CachingScoringModel.settings(), config)
                .orUnder(RerankCacheConfig.PREFIX);
    }

    /**
     * The cache: configuration first, then the application's beans, then its customizers.
     *
     * @throws ConfigValidationException if a setting is wrong, or contradicts another; names its property
     */
    CachingScoringModel around(Reranker model) {
        ModelBeans beans = new ModelBeans(modelName);
        CachingScoringModel.Builder builder = CachingScoringModel.of(model);
        try {
            settings.applyTo(builder, List.of());
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
        CachingScoringModel.settings().forEach(setting -> beans.give(setting, builder));
        ModelBuilderCustomizer.applyCustomizers(
                beans.customizers(CachingScoringModel.Builder.class), builder, modelName);
        try {
            return builder.build();
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
    }
}
