package io.github.rerank4j.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets one caller pass the first time, then one a minute at most. Safe for use by many threads. */
public final class OncePerMinute {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong next;

    /** By the machine's clock. */
    public OncePerMinute() {
        this(System::nanoTime);
    }

    /** With a clock in nanoseconds. */
    public OncePerMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether it is time; who gets a yes has used up the minute. */
    public boolean passes() {
        long now = nanoTime.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }
}
