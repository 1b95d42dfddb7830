package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.SharedPermit.NEVER;

import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of waiters while Redis gives no answer. One whose time is up fails with the reason; after the caution all
 * ask for what was chosen for this case. Its methods are called under the call loop's lock.
 */
final class OutageFallback {

    private static final int ALL = Integer.MAX_VALUE;
    private static final long EARLY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long AFTER_A_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock lock;
    private final WaiterQueue waiters;
    private final HeldPermits held;
    private final Outage outage;
    private final Timers timers;
    private final Runnable afterwards;
    private boolean looksAgain;

    /** @param afterwards is run without the lock after each timer of this class */
    OutageFallback(
            ReentrantLock lock,
            WaiterQueue waiters,
            HeldPermits held,
            Outage outage,
            Timers timers,
            Runnable afterwards) {
        this.lock = lock;
        this.waiters = waiters;
        this.held = held;
        this.outage = outage;
        this.timers = timers;
        this.afterwards = afterwards;
    }

    /** Redis has given no usable answer since then. */
    void trouble(long since) {
        if (outage.begins(since)) {
            long now = timers.now();
            // silence that is noticed late may be a pause of this JVM: Redis' answers may wait to be read
            plan(Math.max(now + AFTER_A_PAUSE, since + Outage.CAUTION), now);
            waiters.first(ALL).forEach(this::watchPatience);
        }
    }

    /** A waiter has joined the queue. */
    void joined(Waiter<Permit> waiter) {
        watchPatience(waiter);
        if (outage.isAway() && !looksAgain) {
            substitute(waiter);
        }
    }

    /**
     * Runs the action when the call has lasted so long. If this JVM was stopped meanwhile, the action runs a little later,
     * so that an answer that has already come is read first.
     */
    void after(long delay, ScriptCall call, Runnable action) {
        long due = timers.now() + delay;
        call.timers.add(timers.after(
                delay,
                () -> locked(() -> {
                    if (wasStopped(due, timers.now())) {
                        after(AFTER_A_PAUSE, call, action);
                    } else {
                        action.run();
                    }
                })));
    }

    /** Redis is back. */
    void back() {
        waiters.first(ALL).forEach(waiter -> waiters.dropSubstitute(WaiterQueue.permitOf(waiter)));
    }

    private void plan(long due, long now) {
        timers.after(due - now, () -> locked(() -> away(due)));
    }

    /** Whether a timer of that time runs so late that this JVM itself must have been stopped. */
    private static boolean wasStopped(long due, long now) {
        return now - due > LATE;
    }

    /** The permits that Redis had given are used by now, so what was chosen for an outage counts from here on. */
    private void away(long due) {
        long now = timers.now();
        if (outage.isOn() && wasStopped(due, now)) {
            plan(now + AFTER_A_PAUSE, now);
        } else if (outage.becomesAway(now)) {
            substituteAll();
        }
    }

    /** Serves waiters in their order: one who has to wait until a grant of Redis is a period old lets nobody pass. */
    private void substituteAll() {
        for (Waiter<Permit> waiter : waiters.first(ALL)) {
            if (!substitute(waiter)) {
                return;
            }
        }
    }

    private void lookAgain() {
        looksAgain = false;
        if (outage.isAway()) {
            substituteAll();
        }
    }

    private void watchPatience(Waiter<Permit> waiter) {
        SharedPermit permit = WaiterQueue.permitOf(waiter);
        if (outage.isOn() && permit.deadline < NEVER / 4 && permit.outOfPatience == null) {
            long left = Math.max(0, permit.deadline - timers.now() - EARLY);
            permit.outOfPatience = timers.after(left, () -> locked(() -> outOfPatience(waiter)));
        }
    }

    private void outOfPatience(Waiter<Permit> waiter) {
        SharedPermit permit = WaiterQueue.permitOf(waiter);
        permit.outOfPatience = null;
        if (outage.isOn() && permit.substitute == null) {
            waiters.fail(waiter, outage.reason(timers.now()));
        }
    }

    /** Whether what was chosen could be asked for this waiter now. */
    private boolean substitute(Waiter<Permit> waiter) {
        SharedPermit permit = WaiterQueue.permitOf(waiter);
        if (permit.substitute != null) {
            return true;
        }
        if (!outage.takes(permit.tokens)) {
            looksAgain = true;
            timers.after(LOOK_AGAIN, () -> locked(this::lookAgain));
            return false;
        }
        Duration left = Duration.ofNanos(Math.max(0, permit.deadline - timers.now()));
        CompletableFuture<Permit> other = outage.acquire(permit.tokens, left);
        if (other != null) {
            permit.substitute = other;
            other.whenComplete((given, failure) -> locked(() -> substituted(waiter, other, given, failure)));
        }
        return true;
    }

    private void substituted(
            Waiter<Permit> waiter,
            CompletableFuture<Permit> other,
            @Nullable Permit given,
            @Nullable Throwable failure) {
        SharedPermit permit = WaiterQueue.permitOf(waiter);
        boolean wanted = outage.isAway() && waiters.has(waiter) && permit.substitute == other;
        if (given != null && wanted) {
            permit.substitute = null;
            permit.delegate = given;
            permit.local = true;
            held.forgetPast(timers.now());
            waiters.give(waiter);
        } else if (given != null) {
            given.unused();
        } else if (failure != null && wanted) {
            permit.substitute = null;
            waiters.fail(waiter, failure);
        }
    }

    private void locked(Runnable action) {
        Threads.lock(lock);
        try {
            action.run();
        } finally {
            lock.unlock();
        }
        if (!lock.isHeldByCurrentThread()) {
            afterwards.run();
        }
    }
}
