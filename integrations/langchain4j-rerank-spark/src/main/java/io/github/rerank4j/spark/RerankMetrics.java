package io.github.rerank4j.spark;

import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks have done, as accumulators that Spark's UI shows with each stage. Written by tasks, on their own threads;
 * read by the driver.
 *
 * @param scored pairs with a score
 * @param requests that were sent
 * @param tokens that were billed
 * @param failures pairs with an error, by its kind
 * @param endings why tasks have stopped asking; without a name, as it is nothing to show
 */
record RerankMetrics(
        LongAccumulator scored,
        LongAccumulator requests,
        LongAccumulator tokens,
        FailureCounts failures,
        CollectionAccumulator<String> endings)
        implements Serializable {

    static RerankMetrics of(SparkContext context, String model) {
        String prefix = "rerank " + model + ": ";
        FailureCounts failures = new FailureCounts();
        context.register(failures, prefix + "failed pairs");
        return new RerankMetrics(
                context.longAccumulator(prefix + "scored pairs"),
                context.longAccumulator(prefix + "requests"),
                context.longAccumulator(prefix + "tokens"),
                failures,
                context.<String>collectionAccumulator());
    }

    /**
     * Returns if no task has stopped asking.
     *
     * @throws RerankEndedException that says why one has
     */
    void requireGoesOn() {
        if (!endings.value().isEmpty()) {
            throw new RerankEndedException(endings.value().get(0));
        }
    }

    RerankSummary summary(long pairs, Duration duration) {
        return new RerankSummary(pairs, scored.value(), failures.value(), requests.value(), tokens.value(), duration);
    }
}
