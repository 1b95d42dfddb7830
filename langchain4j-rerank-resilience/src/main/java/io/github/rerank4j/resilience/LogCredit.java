package io.github.rerank4j.resilience;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a few lines pass, and then one a minute. Safe for use by many threads. */
final class LogCredit {

    private static final int BURST = 5;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private int left = BURST;
    private long since;

    LogCredit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Whether a line may pass; who gets a yes has used it up. */
    synchronized boolean passes() {
        long minutes = (nanoTime.getAsLong() - since) / MINUTE;
        left = (int) Math.min(BURST, left + minutes);
        since += minutes * MINUTE;
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
