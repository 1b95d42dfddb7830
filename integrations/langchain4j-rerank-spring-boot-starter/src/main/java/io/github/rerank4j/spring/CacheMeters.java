package io.github.rerank4j.spring;

import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.spring.shared.StartedBeans;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The counter {@code rerank.cache} of each reranker with a cache, with the tags {@code reranker}, the name of its bean, and
 * {@code result}: {@code hit} and {@code miss} count documents whose scores were known or not, {@code error} what went
 * wrong with a store. Of the caches that are there when the application has started.
 */
final class CacheMeters implements SmartInitializingSingleton {

    private final StartedBeans<CachingScoringModel> started;
    private final ObjectProvider<MeterRegistry> registries;

    CacheMeters(ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        this.started = new StartedBeans<>(beans, CachingScoringModel.class);
        this.registries = registries;
    }

    @Override
    public void afterSingletonsInstantiated() {
        started.forEachMade((name, cache) -> {
            count(name, cache, "hit", CachingScoringModel::hits);
            count(name, cache, "miss", CachingScoringModel::misses);
            count(name, cache, "error", CachingScoringModel::storeErrors);
        });
    }

    private void count(
            String name, CachingScoringModel cache, String result, ToDoubleFunction<CachingScoringModel> number) {
        registries.forEach(registry -> FunctionCounter.builder("rerank.cache", cache, number)
                .tag("reranker", name)
                .tag("result", result)
                .description("Documents whose scores a cache knew or did not, and errors of its store")
                .register(registry));
    }
}
