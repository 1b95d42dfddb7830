package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a second member may be asked beside a silent one. Each call adds a tenth of a token and each hedge takes
 * one, so one call in ten is hedged on average and ten in a row at most, as gRPC throttles retries; none for at least a
 * second after a service has asked for less. Safe for use by many threads.
 */
final class Hedges {

    private static final int CALLS_FOR_ONE = 10;
    private static final int MOST = 10 * CALLS_FOR_ONE;
    private static final long LEAST_PAUSE = Duration.ofSeconds(1).toNanos();

    private final @Nullable Duration after;

    private int tenths;
    private long pausedUntil;
    private boolean paused;

    /**
     * None so far.
     *
     * @param after how long a member may be silent; null for never
     */
    Hedges(@Nullable Duration after) {
        this.after = after;
    }

    /** How long a member may be silent; null where there are no hedges. */
    @Nullable
    Duration after() {
        return after;
    }

    /** A call begins. */
    void call() {
        if (after != null) {
            save();
        }
    }

    private synchronized void save() {
        tenths = Math.min(tenths + 1, MOST);
    }

    /** Whether one may be asked; who gets a yes has used it up. */
    synchronized boolean take(long now) {
        if (paused && now - pausedUntil < 0) {
            return false;
        }
        paused = false;
        if (tenths < CALLS_FOR_ONE) {
            return false;
        }
        tenths -= CALLS_FOR_ONE;
        return true;
    }

    /**
     * A service has said that it has too much to do.
     *
     * @param wait how long it asked to wait; at least a second counts
     */
    synchronized void pause(long now, Duration wait) {
        long until = now + Math.max(LEAST_PAUSE, Durations.saturatedNanos(wait));
        if (!paused || until - pausedUntil > 0) {
            paused = true;
            pausedUntil = until;
        }
    }
}
