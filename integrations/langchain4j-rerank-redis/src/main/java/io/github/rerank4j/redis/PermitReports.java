package io.github.rerank4j.redis;

import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** What becomes of attempts, on its way into the book, and when Redis has to hear of it. Thread-safe. */
final class PermitReports {

    private static final long NEWS_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock;
    private final Limit limit;
    private final WaiterQueue line;
    private final HeldPermits book;
    private final CallSchedule agenda;
    private final Timers timers;
    private final Runnable afterwards;

    /** @param afterwards is run without the lock */
    PermitReports(
            ReentrantLock lock,
            Limit limit,
            WaiterQueue line,
            HeldPermits book,
            CallSchedule agenda,
            Timers timers,
            Runnable afterwards) {
        this.lock = lock;
        this.limit = limit;
        this.line = line;
        this.book = book;
        this.agenda = agenda;
        this.timers = timers;
        this.afterwards = afterwards;
    }

    /** Something of an attempt that is not over; the event is told the time. */
    void happened(SharedPermit ticket, LongConsumer event) {
        Threads.lock(lock);
        try {
            if (ticket.over) {
                return;
            }
            long now = timers.now();
            event.accept(now);
            book.changed(ticket);
            book.forgetPast(now);
            // what is free at once may be somebody's who waits; of the rest Redis need not hear before it counts
            boolean freesNow = ticket.unused || (ticket.over && limit.tokens() > 0 && !line.isEmpty());
            agenda.tellBy(freesNow ? now : now + Math.min(NEWS_WAIT, limit.periodNanos() / 10));
        } finally {
            lock.unlock();
        }
        afterwards.run();
    }

    /** What the service counted. */
    void used(SharedPermit ticket, long counted) {
        Threads.lock(lock);
        try {
            ticket.tokens = limit.used(counted);
        } finally {
            lock.unlock();
        }
    }

    /** The service refused an attempt because there were too many. */
    void rejected() {
        Threads.lock(lock);
        try {
            book.rejected();
            agenda.tellBy(timers.now());
        } finally {
            lock.unlock();
        }
        afterwards.run();
    }
}
