package io.github.rerank4j.benchmarks.harness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** So many requests in a second, counted one way or the other. Safe for use by many threads. */
interface RequestLimit {

    /** Whether a request that is here now may pass. */
    boolean admits();

    static RequestLimit of(String window, int perSecond) {
        return switch (window) {
            case "none" -> () -> true;
            case "sliding" -> new Sliding(perSecond);
            case "calendar" -> new Calendar(perSecond);
            default -> throw new IllegalArgumentException("no such window: " + window);
        };
    }

    /** No more in any second, wherever it begins. */
    final class Sliding implements RequestLimit {

        private final int perSecond;
        private final Deque<Long> admitted = new ArrayDeque<>();

        Sliding(int perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public synchronized boolean admits() {
            long now = System.nanoTime();
            while (!admitted.isEmpty() && now - admitted.getFirst() >= TimeUnit.SECONDS.toNanos(1)) {
                admitted.removeFirst();
            }
            return admitted.size() < perSecond && admitted.add(now);
        }
    }

    /** No more in any second of the clock on the wall. */
    final class Calendar implements RequestLimit {

        private final int perSecond;
        private long second;
        private int admitted;

        Calendar(int perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public synchronized boolean admits() {
            long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
            if (now != second) {
                second = now;
                admitted = 0;
            }
            return admitted++ < perSecond;
        }
    }
}
