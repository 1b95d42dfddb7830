package io.github.rerank4j.quarkus;

import io.github.rerank4j.RerankScoringModel;
import io.github.rerank4j.spi.SettingNames;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One model of the configuration: where it stands there, and how it is built. */
final class ConfiguredModel {

    private final String provider;
    private final String modelName;
    private final RerankModelConfig config;

    ConfiguredModel(String provider, String modelName, RerankModelConfig config) {
        this.provider = provider;
        this.modelName = modelName;
        this.config = config;
    }

    /** What differs between the providers. */
    interface Provider<B extends RerankScoringModel.Builder<B>> {

        /** A builder with no setting yet. */
        B builder();

        /** The settings that only this provider has, as the builder calls them. */
        List<String> settings();

        /** Hands those of them over that are configured. */
        void apply(B builder);

        /** Hands over the beans that only this provider has a use for. */
        default void connect(B builder, ModelBeans beans) {}

        /** What the application may change about the builder. */
        TypeLiteral<Instance<ModelBuilderCustomizer<B>>> customizers();
    }

    /**
     * The model: configuration first, then the application's beans, then its customizers.
     *
     * @throws ConfigValidationException if a setting is missing, wrong, or contradicts another; names its property
     */
    <B extends RerankScoringModel.Builder<B>> RerankScoringModel build(Provider<B> provider, ModelBeans beans) {
        return checked(provider, builder -> {
            builder.listeners(beans.listeners());
            beans.rateLimiter().ifPresent(builder::rateLimiter);
            beans.httpClient().ifPresent(builder::httpClient);
            provider.connect(builder, beans);
            ModelBuilderCustomizer.applyCustomizers(beans.all(provider.customizers()), builder, modelName);
        });
    }

    /** The model with what is configured, and then what else is done to its builder. */
    <B extends RerankScoringModel.Builder<B>> RerankScoringModel checked(Provider<B> provider, Consumer<B> more) {
        try {
            B builder = provider.builder();
            CommonSettings.apply(config, builder);
            provider.apply(builder);
            more.accept(builder);
            return builder.build();
        } catch (IllegalArgumentException objection) {
            // without its cause: Quarkus tells a root cause of this type in its words alone, without a stack trace
            throw new ConfigValidationException(new Problem[] {new Problem(told(objection, provider.settings()))});
        }
    }

    private String told(IllegalArgumentException objection, List<String> own) {
        List<String> settings = new ArrayList<>(CommonSettings.NAMES);
        settings.addAll(own);
        return Objections.told(String.valueOf(objection.getMessage()), SettingNames.under(prefix(), settings));
    }

    private String prefix() {
        String root = "quarkus.langchain4j." + provider;
        if (NamedConfigUtil.isDefault(modelName)) {
            return root;
        }
        return root + '.' + (modelName.matches("[\\w-]+") ? modelName : '"' + modelName + '"');
    }
}
