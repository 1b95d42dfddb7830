package io.github.rerank4j.spring;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.util.LambdaSafe;

/** The beans of the application that go into rerankers. */
final class SharedBeans {

    private static final Logger LOG = LoggerFactory.getLogger(SharedBeans.class);

    private final ListableBeanFactory beans;

    SharedBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Hands over to the reranker of that name those that there are, unless a property says something else. */
    void giveTo(RerankScoringModel.Builder<?> builder, ModelProperties bound, String name) {
        one(OkHttpClient.class).ifPresent(builder::httpClient);
        if (bound.getRequestsPerSecond() == null) {
            one(RateLimiter.class).ifPresent(builder::rateLimiter);
        }
        List<RerankListener> listeners = beans.getBeanProvider(RerankListener.class)
                .orderedStream()
                .map(listener -> listener instanceof PerReranker each ? each.of(name) : listener)
                .toList();
        builder.listeners(listeners);
    }

    /** Asks the customizers of the builder, in their order: those of its type, and those of any. */
    @SuppressWarnings("unchecked")
    <B extends RerankScoringModel.Builder<B>> void customize(B builder, String name) {
        List<RerankModelCustomizer<B>> customizers = beans.getBeanProvider(RerankModelCustomizer.class)
                .orderedStream()
                .map(customizer -> (RerankModelCustomizer<B>) customizer)
                .toList();
        LambdaSafe.callbacks(RerankModelCustomizer.class, customizers, builder, name)
                .invoke(customizer -> ((RerankModelCustomizer<B>) customizer).customize(builder, name));
    }

    /** The only one of that type, or the primary one; several that are equal are none. */
    <T> Optional<T> one(Class<T> type) {
        T one = beans.getBeanProvider(type).getIfUnique();
        if (one == null && beans.getBeanNamesForType(type).length > 1) {
            LOG.warn(
                    "There are the {} beans {} and none is primary, so rerankers have none of them: make one @Primary, or"
                            + " set it in a RerankModelCustomizer",
                    type.getSimpleName(),
                    beans.getBeanNamesForType(type));
        }
        return Optional.ofNullable(one);
    }
}
