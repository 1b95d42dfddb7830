package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** Notes among the held permits what becomes of attempts, and plans when Redis has to hear of it. Thread-safe. */
final class PermitReports {

    private static final long NEWS_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock;
    private final Limit limit;
    private final WaiterQueue waiters;
    private final HeldPermits held;
    private final CallSchedule schedule;
    private final Timers timers;
    private final Runnable afterwards;

    /** @param afterwards is run without the lock, after what Redis has to hear of */
    PermitReports(
            ReentrantLock lock,
            Limit limit,
            WaiterQueue waiters,
            HeldPermits held,
            CallSchedule schedule,
            Timers timers,
            Runnable afterwards) {
        this.lock = lock;
        this.limit = limit;
        this.waiters = waiters;
        this.held = held;
        this.schedule = schedule;
        this.timers = timers;
        this.afterwards = afterwards;
    }

    /** Something has happened to an attempt; the event gets the time. Nothing is done for one that is over. */
    void happened(SharedPermit permit, LongConsumer event) {
        Threads.lock(lock);
        try {
            if (permit.over) {
                return;
            }
            long now = timers.now();
            event.accept(now);
            held.changed(permit);
            held.forgetPast(now);
            // a waiter may get a lane that is free at once; Redis need not hear of the rest before it counts
            boolean freesNow = permit.unused || (permit.over && limit.tokens() > 0 && !waiters.isEmpty());
            schedule.tellBy(freesNow ? now : now + Math.min(NEWS_WAIT, limit.periodNanos() / 10));
        } finally {
            lock.unlock();
        }
        afterwards.run();
    }

    /** The service has counted so many tokens. */
    void used(SharedPermit permit, long counted) {
        Threads.lock(lock);
        try {
            permit.tokens = limit.used(counted);
        } finally {
            lock.unlock();
        }
    }

    /** The service has refused an attempt because there were too many. */
    void rejected() {
        Threads.lock(lock);
        try {
            held.rejected();
            schedule.tellBy(timers.now());
        } finally {
            lock.unlock();
        }
        afterwards.run();
    }
}
