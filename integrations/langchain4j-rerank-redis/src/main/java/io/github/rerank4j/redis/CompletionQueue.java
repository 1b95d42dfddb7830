package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Completes futures one after the other, in the order in which they were added, on threads that are neither Redis' nor
 * those of who asks. One whose callbacks take longer than a tenth of a second keeps its thread, and the others go on on
 * another. Thread-safe.
 */
final class CompletionQueue {

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Round> current = new AtomicReference<>();
    private final Executor executor;
    private final Timers timers;

    CompletionQueue(Executor executor, Timers timers) {
        this.executor = executor;
        this.timers = timers;
    }

    /** To be completed by {@link #run}; may be called under a lock. */
    void add(Runnable delivery) {
        queue.add(delivery);
    }

    /** Sees to it that all that was added is completed; not under a lock, because it may be done here. */
    void run() {
        if (!queue.isEmpty()) {
            replace(null);
        }
    }

    private void replace(@Nullable Round before) {
        Round next = new Round();
        if (current.compareAndSet(before, next)) {
            Threads.handOver(executor, next::drain, refused -> next.drain());
            next.watch();
        }
    }

    /** Completes what there is until there is no more, or another round has taken its place. */
    private final class Round {

        private final AtomicLong completed = new AtomicLong();

        private void drain() {
            try {
                while (current.get() == this) {
                    Runnable next = queue.poll();
                    if (next == null) {
                        break;
                    }
                    Threads.runReporting(next);
                    completed.incrementAndGet();
                }
            } finally {
                current.compareAndSet(this, null);
            }
            // one that was added after the last look and before the end
            run();
        }

        private void watch() {
            if (current.get() == this) {
                long before = completed.get();
                timers.after(PATIENCE, () -> look(before));
            }
        }

        private void look(long before) {
            if (completed.get() == before) {
                replace(this);
            } else {
                watch();
            }
        }
    }
}
