package io.github.rerank4j.quarkus;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.SmallRyeConfig;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One model of the configuration, and how it is built. */
final class ConfiguredModel<B> {

    private final RerankProvider<B> provider;
    private final String modelName;
    private final ConfiguredSettings<B> settings;

    ConfiguredModel(RerankProvider<B> provider, String modelName, SmallRyeConfig config) {
        this.provider = provider;
        this.modelName = modelName;
        this.settings = new ConfiguredSettings<>(provider, modelName, config);
    }

    /**
     * The model: configuration first, then the application's beans, then its customizers.
     *
     * @throws ConfigValidationException if a setting is missing, wrong, or contradicts another; names its property
     */
    Reranker build() {
        ModelBeans beans = new ModelBeans(modelName);
        return checked(builder -> {
            provider.settings().forEach(setting -> beans.give(setting, builder));
            ModelBuilderCustomizer.applyCustomizers(beans.customizers(provider.builderClass()), builder, modelName);
        });
    }

    /** The model with what is configured, and then what else is done to its builder, whose failures are its own. */
    Reranker checked(Consumer<B> more) {
        B builder = reporting(() -> {
            B configured = provider.newBuilder();
            settings.applyTo(configured);
            return configured;
        });
        more.accept(builder);
        return reporting(() -> provider.build(builder));
    }

    private <T> T reporting(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException objection) {
            // without its cause: Quarkus reports a root cause of this type in its words alone, without a stack trace
            throw new ConfigValidationException(new Problem[] {new Problem(settings.message(objection))});
        }
    }
}
