package io.github.rerank4j.resilience;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.OncePerMinute;
import io.github.rerank4j.concurrent.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Says in the log who answers: when that changes, and then at most once a minute while it is not the first member. Where
 * it changes again and again, only a few changes are said, and then one a minute. Never a text. Safe for use by many
 * threads.
 */
final class ChainLog {

    private static final int BURST = 5;

    private final Logger logger;
    private final String first;
    private final AtomicInteger answering = new AtomicInteger();
    private final LongAdder notByTheFirst = new LongAdder();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final OncePerMinute changes;
    private final OncePerMinute rests;
    private final OncePerMinute reminders;
    private final OncePerMinute refusals;
    private final OncePerMinute breakages;
    private final AtomicBoolean warnedOfScale = new AtomicBoolean();

    /** Nothing said yet; at the beginning the first member is the one that answers. */
    ChainLog(Logger logger, String first, LongSupplier nanoTime) {
        this.logger = logger;
        this.first = first;
        this.changes = new OncePerMinute(nanoTime, BURST);
        this.rests = new OncePerMinute(nanoTime, BURST);
        this.reminders = new OncePerMinute(nanoTime);
        this.refusals = new OncePerMinute(nanoTime);
        this.breakages = new OncePerMinute(nanoTime);
    }

    /**
     * A member has answered.
     *
     * @param index its place in the chain, from 0
     * @param why gives what became of those before it; asked where it is said
     */
    void answered(int index, String name, Supplier<String> why) {
        boolean changed = answering.get() != index && answering.getAndSet(index) != index;
        if (index == 0) {
            if (changed && warned.compareAndSet(true, false)) {
                say(() -> logger.info("{} answers again", name));
            }
            return;
        }
        notByTheFirst.increment();
        boolean said = changed && changes.passes();
        if (reminders.passes() || said) {
            warned.set(true);
            say(() -> logger.warn(
                    "{} answers instead of {}: {}; calls so far that {} did not answer: {}",
                    name,
                    first,
                    why.get(),
                    first,
                    notByTheFirst.sum()));
        }
    }

    /** A member has failed. Credentials and balances do not mend themselves. */
    void failed(String name, Throwable failure, String described) {
        if (failure instanceof AuthenticationException && refusals.passes()) {
            say(() ->
                    logger.error("{} does not accept the credentials, or its balance is used up: {}", name, described));
        }
    }

    /** The predicate of the user has thrown. */
    void broken(Throwable thrown) {
        if (breakages.passes()) {
            say(() -> logger.warn("fallOverOn threw; no other member is asked", thrown));
        }
    }

    void rests(String name, Duration rest, String reason) {
        if (rests.passes()) {
            say(() -> logger.warn("{} rests for {}: {}", name, Durations.readable(rest), reason));
        }
    }

    /** Numbers were handed over that mean something else than those of the first member. */
    void otherScale(String name) {
        if (warnedOfScale.compareAndSet(false, true)) {
            say(() -> logger.warn(
                    "{} has answered instead of {}, whose scores have another scale or may have one, and LangChain4j's"
                            + " types do not say so: a threshold behind them (minScore of a"
                            + " ReRankingContentAggregator) means something else now; use a RerankContentAggregator,"
                            + " which knows whose threshold counts",
                    name,
                    first));
        }
    }

    /** Whatever a logger throws goes no further. */
    private static void say(Runnable line) {
        try {
            line.run();
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }
}
