package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.OncePerMinute;
import io.github.rerank4j.concurrent.Threads;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Counts what a cache knew and what it did not, and warns of a store that fails. Safe for use by many threads. */
final class StoreTally {

    private final Logger logger;
    private final OncePerMinute warnings = new OncePerMinute();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder errors = new LongAdder();

    StoreTally(Logger logger) {
        this.logger = logger;
    }

    void looked(int hit, int missed) {
        hits.add(hit);
        misses.add(missed);
    }

    /**
     * A store did what it must not. Never throws: somebody waits for the answer.
     *
     * @param format what, in words of ours, because those of the store may hold a password; {@code {}} is the detail
     */
    void error(String format, Object detail) {
        try {
            errors.increment();
            if (warnings.passes()) {
                logger.warn(
                        "The score store of a cache " + format
                                + ". Calls go on without it and ask the model. Errors of this store so far: {}",
                        detail,
                        errors.sum());
            }
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    void error(Throwable failure) {
        error("failed with {}", failure.getClass().getName());
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long errors() {
        return errors.sum();
    }
}
