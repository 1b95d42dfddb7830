package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Completes futures one after the other, in the order in which they were added, on threads that are neither Redis' nor
 * those of who asks.
 */
final class Deliveries {

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Executor executor;

    Deliveries(Executor executor) {
        this.executor = executor;
    }

    void add(Runnable delivery) {
        queue.add(delivery);
        if (open.getAndIncrement() == 0) {
            Threads.handOver(executor, this::drain, refused -> drain());
        }
    }

    private void drain() {
        do {
            Runnable next = queue.poll();
            if (next != null) {
                Threads.runReporting(next);
            }
        } while (open.decrementAndGet() > 0);
    }
}
