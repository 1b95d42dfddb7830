package io.github.rerank4j.redis;

import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a call of the script that has ended: permits are handed out or go back, waiters without a chance
 * fail, and the next call is planned. Its methods are called under the call loop's lock.
 */
final class CallOutcomes {

    private static final long RENEWAL = TimeUnit.SECONDS.toNanos(2);
    private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RARE_RETRY = TimeUnit.SECONDS.toNanos(1);

    /** After this long, a lease still covers three seconds until the last byte, its travel, and the period after it. */
    private static final long TRUSTED = TimeUnit.MILLISECONDS.toNanos(1900);

    private final WaiterQueue waiters;
    private final HeldPermits held;
    private final LastReply lastReply;
    private final CallSchedule schedule;
    private final Outage outage;
    private final OutageFallback fallback;
    private final Timers timers;

    /** The last answer came too late for its permits: no call asks for any before an answer comes in time. */
    private boolean late;

    CallOutcomes(
            WaiterQueue waiters,
            HeldPermits held,
            LastReply lastReply,
            CallSchedule schedule,
            Outage outage,
            OutageFallback fallback,
            Timers timers) {
        this.waiters = waiters;
        this.held = held;
        this.lastReply = lastReply;
        this.schedule = schedule;
        this.outage = outage;
        this.fallback = fallback;
        this.timers = timers;
    }

    /** Whether permits that are asked for now may be used. */
    boolean mayAsk(long now) {
        return !late && outage.grantsFrom() <= now;
    }

    /**
     * The call has no usable answer.
     *
     * @param failure null where nothing has come at all
     */
    void lost(ScriptCall call, @Nullable Throwable failure) {
        held.lost(call);
        call.asks.forEach(waiter -> WaiterQueue.permitOf(waiter).doubtful = true);
        schedule.again(timers.now() + (outage.isAway() ? RARE_RETRY : RETRY));
        outage.failed(failure);
        fallback.trouble(call.begun);
    }

    /** Redis has answered the call. */
    void answered(ScriptCall call, ScriptReply reply) {
        long now = timers.now();
        late = now - call.begun > TRUSTED;
        if (!late && outage.answered(now)) {
            fallback.back();
        }
        boolean stateIsNew = lastReply.learn(reply, call.begun);
        outage.tellOfNewState(now);
        settle(call, reply, now);
        planAsking(call, reply, now);
        planRenewal(call, stateIsNew, now);
    }

    private void settle(ScriptCall call, ScriptReply reply, long now) {
        boolean usable = mayAsk(now);
        for (int i = 0; i < call.asks.size(); i++) {
            Waiter<Permit> waiter = call.asks.get(i);
            WaiterQueue.permitOf(waiter).doubtful = false;
            if (i >= reply.given()) {
                long leastWait = reply.leastWaits().get(i - reply.given());
                if (i == 0) {
                    lastReply.refused(call.begun, leastWait, WaiterQueue.permitOf(waiter).tokens);
                }
                waiters.failIfTooLate(waiter, leastWait, now);
            } else if (!usable || !waiters.give(waiter)) {
                held.back(WaiterQueue.permitOf(waiter));
            }
        }
    }

    private void planAsking(ScriptCall call, ScriptReply reply, long now) {
        boolean all = late || reply.given() == call.asks.size();
        if (!waiters.isEmpty()) {
            schedule.askBy(all ? now : now + Math.max(0, reply.again()));
            schedule.notAskedBefore(outage.grantsFrom());
        }
        if (held.hasNews()) {
            schedule.tellBy(now);
        }
    }

    private void planRenewal(ScriptCall call, boolean stateIsNew, long now) {
        if (stateIsNew) {
            schedule.renewBy(now);
        } else if (held.holds() || lastReply.mayBeAsked(now)) {
            schedule.renewBy(Math.max(now, call.begun + RENEWAL));
        }
    }
}
