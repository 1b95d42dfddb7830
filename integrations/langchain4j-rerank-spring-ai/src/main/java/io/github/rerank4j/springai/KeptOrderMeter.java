package io.github.rerank4j.springai;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;

/** The counter {@code rerank.kept.order}: how often documents have kept their order because the model failed. */
final class KeptOrderMeter implements RerankSpringAiAutoConfiguration.Meters {

    private final ObjectProvider<MeterRegistry> registries;

    KeptOrderMeter(ObjectProvider<MeterRegistry> registries) {
        this.registries = registries;
    }

    @Override
    public void count(RerankDocumentPostProcessor reranker) {
        registries.forEach(registry -> FunctionCounter.builder(
                        "rerank.kept.order", reranker, RerankDocumentPostProcessor::keptOrder)
                .description("How often documents have kept their order because the reranker failed")
                .register(registry));
    }
}
