package io.github.rerank4j.redis;

import java.util.concurrent.locks.LockSupport;

/** Real time, which load is about. */
final class Moments {

    private Moments() {}

    static void pass(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
