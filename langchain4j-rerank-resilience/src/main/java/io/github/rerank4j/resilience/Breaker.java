package io.github.rerank4j.resilience;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a member rest that fails again and again, and lets one call in when its rest is over, to see whether it answers
 * again. Time comes from outside, in nanoseconds. Safe for use by many threads.
 */
final class Breaker {

    private final int limit;
    private final long rest;

    private final CountedFailures counted = new CountedFailures();
    private int failuresInRow;
    private boolean resting;
    private boolean probing;
    private long until;
    private String reason = "";

    /** How a call was let in. */
    enum Pass {
        /** As one of many. */
        USUAL,

        /** As the one that finds out whether the member answers again. */
        PROBE
    }

    /**
     * Why it is not asked.
     *
     * @param nanos how long it rests from now, at least 0: where that is over another call is finding out
     */
    record Rest(long nanos, String reason) {}

    /**
     * A breaker that lets everybody in.
     *
     * @param limit failures in a row after which it rests; 0 for never
     */
    Breaker(int limit, Duration rest) {
        this.limit = limit;
        this.rest = Durations.saturatedNanos(rest);
    }

    /** How a call is let in; null while the member rests. Whoever is let in ends that by one of the methods below. */
    synchronized @Nullable Pass enter(long now) {
        if (!resting) {
            return Pass.USUAL;
        }
        if (!letsIn(now)) {
            return null;
        }
        probing = true;
        return Pass.PROBE;
    }

    /** Whether {@link #enter} would let a call in. */
    synchronized boolean letsIn(long now) {
        return !resting || (!probing && now - until >= 0);
    }

    /** The rest under way. */
    synchronized Optional<Rest> rest(long now) {
        return resting ? Optional.of(new Rest(Math.max(0, until - now), reason)) : Optional.empty();
    }

    /** The member has answered. Whether that has ended a rest; a call from before the rest does not end it. */
    synchronized boolean succeeded(Pass pass) {
        boolean ended = resting;
        if (resting && pass == Pass.USUAL) {
            return false;
        }
        failuresInRow = 0;
        resting = false;
        probing = false;
        return ended;
    }

    /**
     * The member has failed by a fault of its own. Whether it rests from now on.
     *
     * @param since when the call was let in
     */
    synchronized boolean failed(Pass pass, long since, long now, Throwable failure, String why) {
        boolean first = counted.count(failure, since, now);
        if (pass == Pass.PROBE) {
            probing = false;
            begin(now, rest, why);
            return true;
        }
        if (!first) {
            return false;
        }
        failuresInRow++;
        if (limit == 0 || resting || failuresInRow < limit) {
            return false;
        }
        begin(now, rest, failuresInRow + (limit == 1 ? " failure: " : " failures in a row, the last: ") + why);
        return true;
    }

    /** The member has asked not to be asked for so long. Whether it rests from now on. */
    synchronized boolean askedToWait(Pass pass, long now, Duration wait, String why) {
        left(pass);
        failuresInRow++;
        long end = now + Durations.saturatedNanos(wait);
        if (limit == 0 || (resting && end - until <= 0)) {
            return false;
        }
        begin(now, end - now, why);
        return true;
    }

    /** The call has ended without showing anything about the member. */
    synchronized void left(Pass pass) {
        if (pass == Pass.PROBE) {
            probing = false;
        }
    }

    private void begin(long now, long nanos, String why) {
        resting = true;
        until = now + nanos;
        reason = why;
    }
}
