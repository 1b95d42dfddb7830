package io.github.rerank4j.quarkus;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.SyntheticCreationalContext;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * The application's beans that a model is built with. Of a kind of which a model has one, the bean with the model's
 * {@link ModelName} counts, else the one without; listeners without a name hear of every model.
 */
final class ModelBeans {

    private static final TypeLiteral<Instance<RerankListener>> LISTENERS = new TypeLiteral<>() {};
    private static final TypeLiteral<Instance<RateLimiter>> RATE_LIMITERS = new TypeLiteral<>() {};
    private static final TypeLiteral<Instance<OkHttpClient>> CLIENTS = new TypeLiteral<>() {};
    private static final TypeLiteral<Instance<TencentCredentialsProvider>> CREDENTIALS = new TypeLiteral<>() {};

    private final SyntheticCreationalContext<?> context;
    private final String modelName;

    ModelBeans(SyntheticCreationalContext<?> context, String modelName) {
        this.context = context;
        this.modelName = modelName;
    }

    List<RerankListener> listeners() {
        Instance<RerankListener> all = all(LISTENERS);
        Stream<RerankListener> ofEveryModel = all.select(Default.Literal.INSTANCE).stream();
        return Stream.concat(ofEveryModel, named(all).stream().flatMap(Instance::stream))
                .toList();
    }

    Optional<RateLimiter> rateLimiter() {
        return one(all(RATE_LIMITERS), RateLimiter.class);
    }

    Optional<OkHttpClient> httpClient() {
        return one(all(CLIENTS), OkHttpClient.class);
    }

    Optional<TencentCredentialsProvider> credentials() {
        return one(all(CREDENTIALS), TencentCredentialsProvider.class);
    }

    /** All beans of a type, whatever their qualifiers. */
    <T> Instance<T> all(TypeLiteral<Instance<T>> type) {
        return context.getInjectedReference(type, Any.Literal.INSTANCE);
    }

    private <T> Optional<T> one(Instance<T> all, Class<T> type) {
        Instance<T> candidates = named(all)
                .filter(those -> !those.isUnsatisfied())
                .orElseGet(() -> all.select(Default.Literal.INSTANCE));
        if (candidates.isAmbiguous()) {
            throw new ConfigValidationException(new Problem[] {
                new Problem("there are several beans of type " + type.getSimpleName()
                        + " for this model; give each its @ModelName, or keep only one")
            });
        }
        return candidates.isUnsatisfied() ? Optional.empty() : Optional.of(candidates.get());
    }

    private <T> Optional<Instance<T>> named(Instance<T> all) {
        return NamedConfigUtil.isDefault(modelName)
                ? Optional.empty()
                : Optional.of(all.select(ModelName.Literal.of(modelName)));
    }
}
