package io.github.rerank4j.spark;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How a job fares on this executor, in all its tasks there. Thread-safe. */
final class JobHealth {

    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicInteger refusalsInARow = new AtomicInteger();
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();

    /** A request has brought scores. */
    void answered() {
        failuresInARow.set(0);
        refusalsInARow.set(0);
    }

    /**
     * A call has failed as a whole.
     *
     * @param refused whether it is of a kind that fails fast
     */
    void failed(boolean refused) {
        failuresInARow.incrementAndGet();
        if (refused) {
            refusalsInARow.incrementAndGet();
        }
    }

    int failuresInARow() {
        return failuresInARow.get();
    }

    int refusalsInARow() {
        return refusalsInARow.get();
    }

    /** Lets no task ask any more. The first reason stays. */
    void end(String reason) {
        end.compareAndSet(null, reason);
    }

    /** Why the job has ended here; null while it goes on. */
    @Nullable
    String end() {
        return end.get();
    }
}
