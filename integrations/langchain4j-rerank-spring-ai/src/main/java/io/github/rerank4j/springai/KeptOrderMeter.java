package io.github.rerank4j.springai;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The counter {@code rerank.kept.order}, with the tag {@code bean}: how often documents have kept their order because the
 * model failed.
 */
final class KeptOrderMeter implements SmartInitializingSingleton {

    private final ListableBeanFactory beans;
    private final ObjectProvider<MeterRegistry> registries;

    KeptOrderMeter(ListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        this.beans = beans;
        this.registries = registries;
    }

    @Override
    public void afterSingletonsInstantiated() {
        beans.getBeansOfType(RerankDocumentPostProcessor.class)
                .forEach((name, reranker) -> registries.forEach(registry -> FunctionCounter.builder(
                                "rerank.kept.order", reranker, RerankDocumentPostProcessor::keptOrder)
                        .tag("bean", name)
                        .description("How often documents have kept their order because the reranker failed")
                        .register(registry)));
    }
}
