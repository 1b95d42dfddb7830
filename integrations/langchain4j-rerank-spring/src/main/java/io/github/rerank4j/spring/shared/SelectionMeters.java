package io.github.rerank4j.spring.shared;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The counters {@code rerank.kept.order}, with the tag {@code bean}: how often documents have kept their order because the
 * model failed; and {@code rerank.selection}, with the tags {@code bean} and
 * {@code outcome}, which is {@code kept} or {@code dropped}: how many documents a threshold has kept and dropped. Of the
 * beans that are there when the application has started: none is made to be counted.
 *
 * @param <T> what selects documents
 */
public final class SelectionMeters<T> implements SmartInitializingSingleton {

    private final StartedBeans<T> started;
    private final ObjectProvider<MeterRegistry> registries;
    private final Numbers<T> numbers;

    /** Those of all beans that there are of a type, in each registry. */
    public SelectionMeters(
            ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries, Numbers<T> numbers) {
        this.started = new StartedBeans<>(beans, numbers.type);
        this.registries = registries;
        this.numbers = numbers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        started.forEachMade(this::count);
    }

    private void count(String name, T selecting) {
        registries.forEach(registry -> FunctionCounter.builder("rerank.kept.order", selecting, numbers.keptOrder)
                .tag("bean", name)
                .description("How often documents have kept their order because the reranker failed")
                .register(registry));
        // those of who has no threshold count what whoever answers has
        selection(name, selecting, "kept", numbers.kept);
        selection(name, selecting, "dropped", numbers.dropped);
    }

    private void selection(String name, T selecting, String outcome, ToDoubleFunction<T> number) {
        registries.forEach(registry -> FunctionCounter.builder("rerank.selection", selecting, number)
                .tag("bean", name)
                .tag("outcome", outcome)
                .description("How many documents a threshold on their scores has kept and dropped")
                .register(registry));
    }

    /**
     * Where the numbers are.
     *
     * @param <T> what selects documents
     */
    public static final class Numbers<T> {

        private final Class<T> type;
        private final ToDoubleFunction<T> keptOrder;
        private final ToDoubleFunction<T> kept;
        private final ToDoubleFunction<T> dropped;

        /**
         * Of a type.
         *
         * @param keptOrder how often documents have kept their order
         * @param kept how many documents a threshold has kept
         * @param dropped how many it has dropped
         */
        public Numbers(
                Class<T> type, ToDoubleFunction<T> keptOrder, ToDoubleFunction<T> kept, ToDoubleFunction<T> dropped) {
            this.type = type;
            this.keptOrder = keptOrder;
            this.kept = kept;
            this.dropped = dropped;
        }
    }
}
