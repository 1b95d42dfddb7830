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
 * Completes futures one after the other, in the order in which they were added, on threads that belong neither to the
 * Redis client nor to callers. A future whose callbacks take longer than a tenth of a second keeps its thread, and the
 * others go on on another one. Thread-safe.
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

    /** Adds what {@link #run} completes; may be called under a lock. */
    void add(Runnable completion) {
        queue.add(completion);
    }

    /** Has all that was added completed; not called under a lock, because the calling thread may do it. */
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

    /** Completes futures until there are no more, or another round has taken over. */
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
            // a future may have been added after the last look and before the end
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
