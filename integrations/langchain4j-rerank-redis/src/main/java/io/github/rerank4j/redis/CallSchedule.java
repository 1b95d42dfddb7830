package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.SharedPermit.NEVER;

import io.github.rerank4j.concurrent.Timers;
import org.jspecify.annotations.Nullable;

/** When the next turn is due, and why. For one thread at a time. */
final class CallSchedule {

    private final Timers timers;
    private final Runnable look;

    private long askAt = NEVER;
    private long newsAt = NEVER;
    private long renewAt = NEVER;
    private long notBefore;
    private Timers.@Nullable Entry wake;
    private long wakeAt = NEVER;

    /** @param look is run when a turn may be due */
    CallSchedule(Timers timers, Runnable look) {
        this.timers = timers;
        this.look = look;
    }

    /** Those who wait ask then, and not at another time. */
    void askAt(long at) {
        askAt = at;
    }

    /** They ask then at the latest. */
    void askBy(long at) {
        askAt = Math.min(askAt, at);
    }

    /** They ask no sooner than then. */
    void notAskedBefore(long at) {
        askAt = Math.max(askAt, at);
    }

    /** Redis hears of what has happened then at the latest. */
    void tellBy(long at) {
        newsAt = Math.min(newsAt, at);
    }

    /** Redis hears then at the latest that what we have is still ours. */
    void renewBy(long at) {
        renewAt = Math.min(renewAt, at);
    }

    /** A turn was lost: all of it again, but not at once. */
    void again(long at) {
        notBefore = at;
        askAt = at;
        newsAt = at;
        renewAt = at;
    }

    boolean isRenewalDue(long now) {
        return now >= renewAt;
    }

    /** Whether a turn is due; plans to look again if it is not. */
    boolean isDue(boolean somebodyWaits, long now) {
        long due = Math.max(notBefore, Math.min(Math.min(somebodyWaits ? askAt : NEVER, newsAt), renewAt));
        if (due > now) {
            planWake(due, now);
            return false;
        }
        return true;
    }

    /** A turn begins that does all that is due. */
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
