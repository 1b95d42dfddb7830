package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.SharedPermit.NEVER;

import io.github.rerank4j.concurrent.Timers;
import org.jspecify.annotations.Nullable;

/** When the next call of the script is due, and why. For one thread at a time. */
final class CallSchedule {

    private final Timers timers;
    private final Runnable look;

    private long askAt = NEVER;
    private long newsAt = NEVER;
    private long renewAt = NEVER;
    private long notBefore;
    private Timers.@Nullable Entry wake;
    private long wakeAt = NEVER;

    /** @param look is run when a call may be due */
    CallSchedule(Timers timers, Runnable look) {
        this.timers = timers;
        this.look = look;
    }

    /** Waiters ask at that time and at no other. */
    void askAt(long at) {
        askAt = at;
    }

    /** Waiters ask at that time at the latest. */
    void askBy(long at) {
        askAt = Math.min(askAt, at);
    }

    /** Waiters ask at that time at the soonest. */
    void notAskedBefore(long at) {
        askAt = Math.max(askAt, at);
    }

    /** Redis hears at that time at the latest of what has happened. */
    void tellBy(long at) {
        newsAt = Math.min(newsAt, at);
    }

    /** Redis hears at that time at the latest which permits are still held. */
    void renewBy(long at) {
        renewAt = Math.min(renewAt, at);
    }

    /** A call was lost: all it said is due again at that time, and nothing before. */
    void again(long at) {
        notBefore = at;
        askAt = at;
        newsAt = at;
        renewAt = at;
    }

    boolean isRenewalDue(long now) {
        return now >= renewAt;
    }

    /** Whether a call is due; plans to look again if it is not. */
    boolean isDue(boolean somebodyWaits, long now) {
        long due = Math.max(notBefore, Math.min(Math.min(somebodyWaits ? askAt : NEVER, newsAt), renewAt));
        if (due > now) {
            planWake(due, now);
            return false;
        }
        return true;
    }

    /** A call begins that does all that is due. */
    void begins(long now) {
        askAt = NEVER;
        newsAt = NEVER;
        renewAt = now >= renewAt ? NEVER : renewAt;
    }

    private void planWake(long due, long now) {
        if (due == wakeAt) {
            return;
        }
        Timers.Entry planned = wake;
        wake = due == NEVER ? null : timers.after(due - now, look);
        wakeAt = due;
        if (planned != null) {
            planned.cancel();
        }
    }

    /** The time that was planned for has come. */
    void woken() {
        wake = null;
        wakeAt = NEVER;
    }
}
