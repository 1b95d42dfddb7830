package io.github.rerank4j;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.concurrent.OncePerMinute;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * When documents keep their order because their reranker failed, and how often that was. A warning
 * says so the first time, then at most once a minute. Safe for use by many threads.
 */
final class KeptOrderTally {

    private final RerankerTraits traits;
    private final Logger logger;
    private final LongAdder kept = new LongAdder();
    private final OncePerMinute warnings;

    /**
     * None yet.
     *
     * @param traits those of the reranker: whether the messages of its failures may be logged
     * @param logger where warnings go
     */
    KeptOrderTally(RerankerTraits traits, Logger logger) {
        this(traits, logger, System::nanoTime);
    }

    KeptOrderTally(RerankerTraits traits, Logger logger, LongSupplier nanoTime) {
        this.traits = traits;
        this.logger = logger;
        this.warnings = new OncePerMinute(nanoTime);
    }

    /** Whether a failure is one after which documents may keep their order, on the thread of the caller, who has waited. */
    boolean mayKeepOrder(Throwable failure) {
        return mayKeepOrderLater(failure) && !Thread.currentThread().isInterrupted();
    }

    /** As {@link #mayKeepOrder}, on any thread: the caller, who does not wait, can have cancelled and no more. */
    boolean mayKeepOrderLater(Throwable failure) {
        boolean mistake = failure instanceof UnsupportedFeatureException
                || failure instanceof IllegalArgumentException
                || failure instanceof CancellationException
                || failure instanceof ClosedReranker
                || !(failure instanceof RuntimeException);
        // other models than this project's throw what they like
        boolean known = failure instanceof LangChain4jException || !traits.messagesHoldNoTexts();
        return known && !mistake;
    }

    /** Counts one question whose documents keep their order, and warns of it. */
    void count(int documents, Throwable failure) {
        kept.increment();
        if (warnings.passes()) {
            logger.warn(
                    "{} documents keep their order, because reranking failed: {}. Questions so far: {}",
                    documents,
                    traits.described(failure),
                    kept.sum());
        }
    }

    /** How many questions' documents have kept their order so far. */
    long kept() {
        return kept.sum();
    }
}
