package io.github.rerank4j.resilience;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The failures of a member that were counted last. Calls that wait for one answer, as those of a cache do, fail by one
 * failure, which counts once. For one thread at a time.
 */
final class CountedFailures {

    /** So many answers may fail at a time, each with all the calls that wait for it. */
    private static final int MOST = 16;

    private final Deque<Counted> counted = new ArrayDeque<>(MOST);

    /** A failure, and when a call told it first. */
    private record Counted(WeakReference<Throwable> failure, long at) {}

    /**
     * Counts a failure. Whether it was not counted before.
     *
     * @param since when the failed call was let in. One that was let in after the failure was told has met it anew: some
     *     models throw one exception object again and again
     */
    boolean count(Throwable failure, long since, long now) {
        for (Counted known : counted) {
            if (known.failure().refersTo(failure) && since - known.at() < 0) {
                return false;
            }
        }
        if (counted.size() == MOST) {
            counted.removeFirst();
        }
        counted.addLast(new Counted(new WeakReference<>(failure), now));
        return true;
    }
}
