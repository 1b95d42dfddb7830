package io.github.rerank4j.spring;

import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.ThresholdTally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The counters {@code rerank.kept.order}, with the tag {@code bean}: how often contents have kept their order because the
 * model failed; and {@code rerank.selection}, with the tags {@code bean} and {@code outcome}, which is {@code kept} or
 * {@code dropped}: how many contents a threshold has kept and dropped. Of the aggregators that are there when the
 * application has started: none is made to be counted.
 */
final class SelectionMeters implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<MeterRegistry> registries;

    SelectionMeters(ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        this.beans = beans;
        this.registries = registries;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Stream.of(beans.getBeanNamesForType(RerankContentAggregator.class, false, false))
                .filter(beans::containsSingleton)
                .forEach(name -> count(name, beans.getBean(name, RerankContentAggregator.class)));
    }

    private void count(String name, RerankContentAggregator aggregator) {
        registries.forEach(
                registry -> FunctionCounter.builder("rerank.kept.order", aggregator, RerankContentAggregator::keptOrder)
                        .tag("bean", name)
                        .description("How often contents have kept their order because the reranker failed")
                        .register(registry));
        selection(name, aggregator, ThresholdTally.KEPT, RerankContentAggregator::keptByThreshold);
        selection(name, aggregator, ThresholdTally.DROPPED, RerankContentAggregator::droppedByThreshold);
    }

    private void selection(
            String name,
            RerankContentAggregator aggregator,
            String outcome,
            ToDoubleFunction<RerankContentAggregator> number) {
        registries.forEach(registry -> FunctionCounter.builder(ThresholdTally.METRIC, aggregator, number)
                .tag("bean", name)
                .tag(ThresholdTally.OUTCOME, outcome)
                .description(ThresholdTally.DESCRIPTION)
                .register(registry));
    }
}
