package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The contract on a clock that moves when a case says so. */
abstract class HandDrivenContract extends RateLimiterContract {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 12_345);
    private final Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);

    @Override
    protected RateLimiter limiter() {
        return limiter(timers);
    }

    abstract RateLimiter limiter(Timers timers);

    @Override
    protected void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        timers.runDue();
    }
}
