package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A limiter's JVM on a clock that moves when a case says so, before a Redis that answers when the case says so. */
final class SilentRedis {

    final SilentLink link = new SilentLink();
    private final AtomicLong nanos = new AtomicLong();
    private final Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);

    CallLoop loop(Limit limit, OnUnavailable chosen, int instances) {
        return loop(limit, chosen, instances, LoggerFactory.getLogger("test"));
    }

    CallLoop loop(Limit limit, OnUnavailable chosen, int instances, Logger logger) {
        return new CallLoop(
                new CallLoop.Account(limit, "channel", "jvm"),
                timers,
                Runnable::run,
                new Outage.Choice(chosen, instances, limit::share, logger),
                told -> link);
    }

    /** Time passes in which this JVM is stopped. */
    void pause(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Time passes at once, and then what is due happens. */
    void pass(Duration time) {
        pause(time);
        timers.runDue();
    }

    /** Time passes in steps, each of which lets happen what is due. */
    void pass(Duration time, Duration step) {
        for (long left = time.toNanos(); left > 0; left -= step.toNanos()) {
            pass(Duration.ofNanos(Math.min(left, step.toNanos())));
        }
    }
}
