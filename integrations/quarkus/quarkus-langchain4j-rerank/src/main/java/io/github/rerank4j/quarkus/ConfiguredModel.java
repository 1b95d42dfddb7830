package io.github.rerank4j.quarkus;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkus.runtime.ShutdownContext;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One model of the configuration, and how it is built. */
final class ConfiguredModel<B> {

    /** The property of a key for stand-ins, as if it were a setting. */
    static final String STAND_IN_KEY = "standInKey";

    private final RerankProvider<B> provider;
    private final String modelName;
    private final SmallRyeConfig config;
    private final ConfiguredSettings<B> settings;

    ConfiguredModel(RerankProvider<B> provider, String modelName, SmallRyeConfig config) {
        this.provider = provider;
        this.modelName = modelName;
        this.config = config;
        this.settings = new ConfiguredSettings<>(
                ModelPrefix.of(ProviderNames.root(provider.id()), modelName, config), provider.settings(), config);
    }

    /** The limit that it shares, if it shares one. */
    Optional<RateLimiter> limiter(SharedRedis redis, ShutdownContext shutdown) {
        return new ConfiguredLimit(provider, modelName, config).limiter(new ModelBeans(modelName), redis, shutdown);
    }

    /**
     * The model: configuration first, then the application's beans, then its customizers.
     *
     * @param limiter the one that it shares
     * @throws ConfigValidationException if a setting is missing, wrong, or contradicts another; names its property
     */
    Reranker build(Optional<RateLimiter> limiter) {
        ModelBeans beans = new ModelBeans(modelName);
        return checked(builder -> {
            provider.settings().forEach(setting -> beans.give(setting, builder));
            limiter.ifPresent(shared -> provider.setting(ConfiguredLimit.LIMITER)
                    .ifPresent(setting -> setting.applyObject(builder, shared)));
            ModelBuilderCustomizer.applyCustomizers(beans.customizers(provider.builderClass()), builder, modelName);
        });
    }

    /** The model with what is configured, and then what else is done to its builder, whose failures are its own. */
    Reranker checked(Consumer<B> more) {
        B builder = reporting(this::configured);
        more.accept(builder);
        return reporting(() -> provider.build(builder));
    }

    /** With the key of a stand-in where there is no other. */
    private B configured() {
        B builder = provider.newBuilder();
        Optional<String> standInKey = settings.text(STAND_IN_KEY);
        List<String> replaced = standInKey.isEmpty()
                ? List.of()
                : provider.standIn(settings::text).map(StandIn::keys).orElse(List.of());
        settings.applyTo(builder, replaced);
        standInKey.ifPresent(key -> replaced.stream()
                .filter(name -> settings.text(name).isEmpty())
                .flatMap(name -> provider.setting(name).stream())
                .forEach(setting -> setting.applyText(builder, key)));
        return builder;
    }

    private <T> T reporting(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException objection) {
            throw Refusal.of(settings.message(objection));
        }
    }
}
