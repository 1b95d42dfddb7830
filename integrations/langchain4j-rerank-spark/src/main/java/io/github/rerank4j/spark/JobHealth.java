package io.github.rerank4j.spark;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How a job fares on this executor, in all its tasks there. Thread-safe. */
final class JobHealth {

    /** So many calls of an executor that are refused in a row are of a key, beside two for each that may be in flight. */
    private static final int OF_KEY = 10;

    private static final int OF_KEY_PER_REQUEST = 2;

    private final int mostOfDocuments;
    private final AtomicInteger keyRefusals = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicInteger refusalsInARow = new AtomicInteger();
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();

    /**
     * Of a job that has done nothing.
     *
     * @param inFlight how many requests this executor may have on the way
     */
    JobHealth(int inFlight) {
        this.mostOfDocuments = OF_KEY + OF_KEY_PER_REQUEST * inFlight;
    }

    /** A request has brought scores. */
    void answered() {
        failuresInARow.set(0);
        refusalsInARow.set(0);
        keyRefusals.set(0);
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

    /**
     * Counts a call, whole or a part, that was refused as one with a wrong key is.
     *
     * @return whether it may have been refused for a document: not too many were, on this executor, since there were scores.
     *     So where two groups are refused at once each has time to find its document, and a key that was wrong from the
     *     start, or was revoked, is not tried much longer
     */
    boolean keyMayBeRight() {
        return keyRefusals.incrementAndGet() <= mostOfDocuments;
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
