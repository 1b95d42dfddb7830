package io.github.rerank4j.spring;

import io.github.rerank4j.ThresholdTally;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The counter {@code rerank.selection}, with the tags {@code bean} and {@code outcome}, which is {@code kept} or
 * {@code dropped}: how many contents the threshold of the aggregator has kept and dropped.
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
        Stream.of(beans.getBeanNamesForType(ThresholdAggregator.class, false, false))
                .filter(beans::containsSingleton)
                .forEach(name -> count(name, beans.getBean(name, ThresholdAggregator.class)));
    }

    private void count(String name, ThresholdAggregator aggregator) {
        count(name, aggregator, ThresholdTally.KEPT, counted -> counted.tally().kept());
        count(
                name,
                aggregator,
                ThresholdTally.DROPPED,
                counted -> counted.tally().dropped());
    }

    private void count(
            String name, ThresholdAggregator aggregator, String outcome, ToDoubleFunction<ThresholdAggregator> number) {
        registries.forEach(registry -> FunctionCounter.builder(ThresholdTally.METRIC, aggregator, number)
                .tag("bean", name)
                .tag(ThresholdTally.OUTCOME, outcome)
                .description(ThresholdTally.DESCRIPTION)
                .register(registry));
    }
}
