package io.github.rerank4j.quarkus;

import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.settings.SettingNames;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One model of the configuration: where it stands there, and how it is built. */
final class ConfiguredModel {

    private final String providerName;
    private final String modelName;
    private final RerankModelConfig config;

    ConfiguredModel(String providerName, String modelName, RerankModelConfig config) {
        this.providerName = providerName;
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

    /** The model with what is configured, and then what else is done to its builder, whose failures are its own. */
    <B extends RerankScoringModel.Builder<B>> RerankScoringModel checked(Provider<B> provider, Consumer<B> more) {
        B builder = told(provider, () -> configured(provider));
        more.accept(builder);
        return told(provider, builder::build);
    }

    private <B extends RerankScoringModel.Builder<B>> B configured(Provider<B> provider) {
        B builder = provider.builder();
        CommonSettings.apply(config, builder);
        provider.apply(builder);
        return builder;
    }

    private <T> T told(Provider<?> provider, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException objection) {
            // without its cause: Quarkus tells a root cause of this type in its words alone, without a stack trace
            throw new ConfigValidationException(new Problem[] {new Problem(told(objection, provider.settings()))});
        }
    }

    private String told(IllegalArgumentException objection, List<String> own) {
        List<String> settings = new ArrayList<>(CommonSettings.NAMES);
        settings.addAll(own);
        SettingNames names = SettingNames.under(ModelPrefix.of(providerName, modelName), settings);
        return settings.stream()
                .map(names::property)
                .flatMap(property -> UnsetVariable.of(property).stream())
                .findFirst()
                .orElseGet(() -> Objections.told(objection, names));
    }
}
