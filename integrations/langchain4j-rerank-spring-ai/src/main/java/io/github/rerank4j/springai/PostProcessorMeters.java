package io.github.rerank4j.springai;

import io.github.rerank4j.ThresholdTally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The counters {@code rerank.kept.order}, with the tag {@code bean}: how often documents have kept their order because the
 * model failed; and, where there is a threshold, {@code rerank.selection}, with the tags {@code bean} and
 * {@code outcome}, which is {@code kept} or {@code dropped}: how many documents it has kept and dropped. Of the
 * post-processors that are there when the application has started: none is made to be counted.
 */
final class PostProcessorMeters implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<MeterRegistry> registries;

    PostProcessorMeters(ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        this.beans = beans;
        this.registries = registries;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Stream.of(beans.getBeanNamesForType(RerankDocumentPostProcessor.class, false, false))
                // without those that are lazy
                .filter(beans::containsSingleton)
                .forEach(name -> count(name, beans.getBean(name, RerankDocumentPostProcessor.class)));
    }

    private void count(String name, RerankDocumentPostProcessor reranker) {
        registries.forEach(registry -> FunctionCounter.builder(
                        "rerank.kept.order", reranker, RerankDocumentPostProcessor::keptOrder)
                .tag("bean", name)
                .description("How often documents have kept their order because the reranker failed")
                .register(registry));
        if (reranker.hasThreshold()) {
            selection(name, reranker, ThresholdTally.KEPT, RerankDocumentPostProcessor::keptByThreshold);
            selection(name, reranker, ThresholdTally.DROPPED, RerankDocumentPostProcessor::droppedByThreshold);
        }
    }

    private void selection(
            String name,
            RerankDocumentPostProcessor reranker,
            String outcome,
            ToDoubleFunction<RerankDocumentPostProcessor> number) {
        registries.forEach(registry -> FunctionCounter.builder(ThresholdTally.METRIC, reranker, number)
                .tag("bean", name)
                .tag(ThresholdTally.OUTCOME, outcome)
                .description(ThresholdTally.DESCRIPTION)
                .register(registry));
    }
}
