package io.github.rerank4j.resilience;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.OncePerMinute;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says in the log who answers: when that changes, and then at most once a minute while it is not the first member. Never
 * a text. Safe for use by many threads.
 */
final class ChainLog {

    private final Logger logger;
    private final String first;
    private final AtomicInteger answering = new AtomicInteger();
    private final LongAdder notByTheFirst = new LongAdder();
    private final OncePerMinute reminders;
    private final OncePerMinute refusals;
    private final AtomicBoolean warnedOfScale = new AtomicBoolean();

    /** Nothing said yet; at the beginning the first member is the one that answers. */
    ChainLog(Logger logger, String first, LongSupplier nanoTime) {
        this.logger = logger;
        this.first = first;
        this.reminders = new OncePerMinute(nanoTime);
        this.refusals = new OncePerMinute(nanoTime);
    }

    /**
     * A member has answered.
     *
     * @param index its place in the chain, from 0
     * @param why what became of those before it; empty for nothing
     */
    void answered(int index, String name, String why) {
        if (index > 0) {
            notByTheFirst.increment();
        }
        boolean changed = answering.getAndSet(index) != index;
        if (index == 0) {
            if (changed) {
                logger.info("{} answers again", name);
            }
        } else if (reminders.passes() || changed) {
            logger.warn(
                    "{} answers instead of {}{}; calls so far that {} did not answer: {}",
                    name,
                    first,
                    why.isEmpty() ? "" : ": " + why,
                    first,
                    notByTheFirst.sum());
        }
    }

    /** A member has failed. Credentials and balances do not mend themselves. */
    void failed(String name, Throwable failure, String described) {
        if (failure instanceof AuthenticationException && refusals.passes()) {
            logger.error("{} does not accept the credentials, or its balance is used up: {}", name, described);
        }
    }

    void rests(String name, Duration rest, String reason) {
        logger.warn("{} rests for {}: {}", name, Durations.readable(rest), reason);
    }

    void restEnded(String name) {
        logger.info("{} answers again after its rest", name);
    }

    /** Numbers were handed over that mean something else than those of the first member. */
    void otherScale(String name) {
        if (warnedOfScale.compareAndSet(false, true)) {
            logger.warn(
                    "{} has answered instead of {} with scores of another scale, and LangChain4j's types do not say so:"
                            + " a threshold behind them (minScore of a ReRankingContentAggregator) means something"
                            + " else now; use a RerankContentAggregator, which knows whose threshold counts",
                    name,
                    first);
        }
    }
}
