package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when a case says so. */
final class HandDrivenClock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 12_345);
    private final Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);

    Timers timers() {
        return timers;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        timers.runDue();
    }
}
