package io.github.rerank4j;

import io.github.rerank4j.concurrent.OncePerMinute;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * What a threshold has kept and dropped. Where it leaves nothing of a question's documents, a warning
 * says so: the first time, then at most once a minute. Safe for use by many threads.
 */
final class ThresholdTally {

    private final String setting;
    private final Logger logger;
    private final LongAdder kept = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder emptied = new LongAdder();
    private final OncePerMinute warnings;

    /**
     * Nothing yet.
     *
     * @param setting what the threshold is called where the user set it
     * @param logger where warnings go
     */
    ThresholdTally(String setting, Logger logger) {
        this(setting, logger, System::nanoTime);
    }

    ThresholdTally(String setting, Logger logger, LongSupplier nanoTime) {
        this.setting = setting;
        this.logger = logger;
        this.warnings = new OncePerMinute(nanoTime);
    }

    /**
     * Counts one question's documents by their scores. No documents are none that were dropped.
     *
     * @param minScore the question's threshold: what scores less is dropped
     */
    void count(List<Double> scores, double minScore) {
        long above = scores.stream().filter(score -> score >= minScore).count();
        kept.add(above);
        dropped.add(scores.size() - above);
        if (above == 0 && !scores.isEmpty()) {
            emptied.increment();
            warn(scores, minScore);
        }
    }

    /** How many documents have been kept so far. */
    long kept() {
        return kept.sum();
    }

    /** How many documents have been dropped so far. */
    long dropped() {
        return dropped.sum();
    }

    private void warn(List<Double> scores, double minScore) {
        if (warnings.passes()) {
            logger.warn(
                    "{} is {}, which has dropped all {} documents of a question: the best of them scored {}."
                            + " Questions left without documents so far: {}; lower the threshold if these are too many",
                    setting,
                    minScore,
                    scores.size(),
                    scores.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                    emptied.sum());
        }
    }
}
