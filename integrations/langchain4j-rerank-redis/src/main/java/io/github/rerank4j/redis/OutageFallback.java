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
 * What becomes of those who wait while Redis gives no answer: who has no time left hears why, and after the caution all
 * turn to what was chosen for this case. Its methods are called under the call loop's lock.
 */
final class OutageFallback {

    private static final int ALL = Integer.MAX_VALUE;
    private static final long EARLY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long AFTER_A_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock lock;
    private final WaiterQueue line;
    private final HeldPermits book;
    private final Outage outage;
    private final Timers timers;
    private final Runnable afterwards;
    private boolean looksAgain;

    /** @param afterwards is run without the lock after whatever happens here by a timer */
    OutageFallback(
            ReentrantLock lock, WaiterQueue line, HeldPermits book, Outage outage, Timers timers, Runnable afterwards) {
        this.lock = lock;
        this.line = line;
        this.book = book;
        this.outage = outage;
        this.timers = timers;
        this.afterwards = afterwards;
    }

    /** No usable answer since then. */
    void trouble(long since) {
        if (outage.begins(since)) {
            long now = timers.now();
            // one that is noticed late may be a pause of this JVM, whose answers wait to be read
            plan(Math.max(now + AFTER_A_PAUSE, since + Outage.CAUTION), now);
            line.first(ALL).forEach(this::watchPatience);
        }
    }

    /** Somebody has joined the line. */
    void joined(Waiter<Permit> waiter) {
        watchPatience(waiter);
        if (outage.isAway() && !looksAgain) {
            substitute(waiter);
        }
    }

    /**
     * What is done when a turn has lasted so long; a little later if this JVM was stopped itself meanwhile, so that an
     * answer that has come is read before.
     */
    void after(long delay, ScriptCall turn, Runnable action) {
        long due = timers.now() + delay;
        turn.timers.add(timers.after(
                delay,
                () -> locked(() -> {
                    if (wasStopped(due, timers.now())) {
                        after(AFTER_A_PAUSE, turn, action);
                    } else {
                        action.run();
                    }
                })));
    }

    /** Redis is back. */
    void back() {
        line.first(ALL).forEach(waiter -> line.dropSubstitute(WaiterQueue.ticket(waiter)));
    }

    private void plan(long due, long now) {
        timers.after(due - now, () -> locked(() -> away(due)));
    }

    /** Whether what was due then comes so late that this JVM must have been stopped itself. */
    private static boolean wasStopped(long due, long now) {
        return now - due > LATE;
    }

    /** Long enough for what Redis had given before to be used: now what was chosen counts. */
    private void away(long due) {
        long now = timers.now();
        if (outage.isOn() && wasStopped(due, now)) {
            plan(now + AFTER_A_PAUSE, now);
        } else if (outage.becomesAway(now)) {
            substituteAll();
        }
    }

    /** In their order: who has to wait until some of what Redis granted is a period old lets nobody pass. */
    private void substituteAll() {
        for (Waiter<Permit> waiter : line.first(ALL)) {
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
        SharedPermit ticket = WaiterQueue.ticket(waiter);
        if (outage.isOn() && ticket.deadline < NEVER / 4 && ticket.outOfPatience == null) {
            long left = Math.max(0, ticket.deadline - timers.now() - EARLY);
            ticket.outOfPatience = timers.after(left, () -> locked(() -> outOfPatience(waiter)));
        }
    }

    private void outOfPatience(Waiter<Permit> waiter) {
        SharedPermit ticket = WaiterQueue.ticket(waiter);
        ticket.outOfPatience = null;
        if (outage.isOn() && ticket.substitute == null) {
            line.fail(waiter, outage.reason(timers.now()));
        }
    }

    /** Whether there is a share for it now. */
    private boolean substitute(Waiter<Permit> waiter) {
        SharedPermit ticket = WaiterQueue.ticket(waiter);
        if (ticket.substitute != null) {
            return true;
        }
        if (!outage.takes(ticket.tokens)) {
            looksAgain = true;
            timers.after(LOOK_AGAIN, () -> locked(this::lookAgain));
            return false;
        }
        Duration left = Duration.ofNanos(Math.max(0, ticket.deadline - timers.now()));
        CompletableFuture<Permit> other = outage.acquire(ticket.tokens, left);
        if (other != null) {
            ticket.substitute = other;
            other.whenComplete((permit, failure) -> locked(() -> substituted(waiter, other, permit, failure)));
        }
        return true;
    }

    private void substituted(
            Waiter<Permit> waiter,
            CompletableFuture<Permit> other,
            @Nullable Permit permit,
            @Nullable Throwable failure) {
        SharedPermit ticket = WaiterQueue.ticket(waiter);
        boolean wanted = outage.isAway() && line.has(waiter) && ticket.substitute == other;
        if (permit != null && wanted) {
            ticket.substitute = null;
            ticket.delegate = permit;
            ticket.local = true;
            book.forgetPast(timers.now());
            line.give(waiter);
        } else if (permit != null) {
            permit.unused();
        } else if (failure != null && wanted) {
            ticket.substitute = null;
            line.fail(waiter, failure);
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
