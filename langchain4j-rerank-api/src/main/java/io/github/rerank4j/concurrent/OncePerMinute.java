package io.github.rerank4j.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets one caller pass the first time, or a few at once, then one a minute at most. A quiet minute saves a pass, up to as
 * many as passed at first. Safe for use by many threads.
 */
public final class OncePerMinute {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final long ahead;
    private final AtomicLong next;

    /** By the machine's clock, one at first. */
    public OncePerMinute() {
        this(System::nanoTime);
    }

    /** With a clock in nanoseconds, one at first. */
    public OncePerMinute(LongSupplier nanoTime) {
        this(nanoTime, 1);
    }

    /**
     * With a clock in nanoseconds.
     *
     * @param burst how many may pass at once when nobody has for long; at least 1
     */
    public OncePerMinute(LongSupplier nanoTime, int burst) {
        this.nanoTime = nanoTime;
        this.ahead = (burst - 1) * PAUSE;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether it is time; who gets a yes has used up a minute. */
    public boolean passes() {
        long now = nanoTime.getAsLong();
        while (true) {
            long due = next.get();
            if (due - now > ahead) {
                return false;
            }
            if (next.compareAndSet(due, (due - now > 0 ? due : now) + PAUSE)) {
                return true;
            }
        }
    }
}
