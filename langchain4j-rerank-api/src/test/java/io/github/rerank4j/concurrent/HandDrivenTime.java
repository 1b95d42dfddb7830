package io.github.rerank4j.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when a test says so, with timers that run what falls due on the thread of the test. */
public final class HandDrivenTime {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 12_345);
    private final Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);

    public Timers timers() {
        return timers;
    }

    public long millis() {
        return timers.now() / 1_000_000;
    }

    public void advance(Duration step) {
        nanos.addAndGet(step.toNanos());
        timers.runDue();
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
