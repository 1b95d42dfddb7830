package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Completes futures one after the other, in the order in which they were added, on threads that are neither Redis' nor
 * those of who asks. Thread-safe.
 */
final class Deliveries {

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final Executor executor;

    Deliveries(Executor executor) {
        this.executor = executor;
    }

    /** To be completed by {@link #run}; may be called under a lock. */
    void add(Runnable delivery) {
        queue.add(delivery);
    }

    /** Sees to it that all that was added is completed; not under a lock, because it may be done here. */
    void run() {
        if (!queue.isEmpty() && running.compareAndSet(false, true)) {
            Threads.handOver(executor, this::drain, refused -> drain());
        }
    }

    private void drain() {
        try {
            for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
                Threads.runReporting(next);
            }
        } finally {
            running.set(false);
        }
        // one that was added after the last look and before the end
        run();
    }
}
