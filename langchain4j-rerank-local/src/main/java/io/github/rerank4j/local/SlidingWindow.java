package io.github.rerank4j.local;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A rate limit without mercy: in no second, wherever it begins, more than so many requests are admitted. */
final class SlidingWindow {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Queue<Long> admitted = new ArrayDeque<>();
    private int rejected;

    /**
     * @param perSecond how many requests are admitted in a second
     * @param nanoTime a clock that only runs forward
     */
    SlidingWindow(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Whether a request that arrives now is within the limit; one that is not does not count against later ones. */
    synchronized boolean admits() {
        long now = nanoTime.getAsLong();
        while (!admitted.isEmpty() && now - admitted.element() >= SECOND) {
            admitted.remove();
        }
        if (admitted.size() >= perSecond) {
            rejected++;
            return false;
        }
        return admitted.add(now);
    }

    synchronized int rejected() {
        return rejected;
    }
}
