package io.github.rerank4j;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.LaneSchedule.Lane;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Hands the lanes of a schedule to those who wait, in their order. Thread-safe; needs no thread of its own. */
final class LanePacer implements RateLimiter {

    private static final long IN_LINE = -1;

    // made beforehand, because there may be no memory when they are needed
    private static final Event SENT = LaneSchedule::sent;
    private static final Event ANSWERED = LaneSchedule::answered;
    private static final Event ABANDONED = LaneSchedule::abandoned;
    private static final Event UNUSED = LaneSchedule::unused;

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLine<Permit> waiting = new WaitingLine<>();
    private final LaneSchedule schedule;
    private final Timers timers;

    private Timers.@Nullable Entry wake;
    private long wakeAt;

    /** What becomes of the attempt on a lane. */
    @FunctionalInterface
    private interface Event {
        void happens(LaneSchedule schedule, Lane lane, long now);
    }

    /** A pacer on the clock of the machine. */
    static LanePacer of(LaneSchedule schedule) {
        return new LanePacer(schedule, Timers.on(Runnable::run));
    }

    LanePacer(LaneSchedule schedule, Timers timers) {
        this.schedule = schedule;
        this.timers = timers;
    }

    @Override
    public CompletableFuture<Permit> acquire(Demand demand) {
        Ticket ticket = new Ticket(schedule.lane(demand));
        Waiter<Permit> waiter = new Waiter<>(ticket, this::forget);
        waiter.whenComplete((granted, cancelled) -> {
            if (cancelled != null) {
                leave(waiter);
            }
        });
        long tooLong = enter(waiter, ticket.lane, Durations.saturatedNanos(demand.patience()));
        if (tooLong != IN_LINE) {
            return CompletableFuture.failedFuture(
                    new NoPermitInTimeException(Duration.ofNanos(tooLong), demand.patience()));
        }
        try {
            grant();
        } catch (Throwable noWake) {
            // whoever hears of the failure does not wait; if the permit has come all the same, it goes to the next
            if (waiter.giveUp()) {
                waiter.permit().unused();
            }
            throw noWake;
        }
        return waiter;
    }

    /** Joins the line, unless the least wait is longer than the patience: that wait. */
    private long enter(Waiter<Permit> waiter, Lane lane, long patience) {
        Threads.lock(lock);
        try {
            int ahead = waiting.size();
            if (patience < schedule.mostOfLeastWait(ahead)) {
                long leastWait = schedule.leastWait(lane, ahead, timers.now());
                if (leastWait > patience) {
                    return leastWait;
                }
            }
            waiting.add(waiter);
            return IN_LINE;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Waiter<Permit> waiter) {
        Threads.lock(lock);
        try {
            waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is next may need less than the one who goes. */
    private void leave(Waiter<Permit> waiter) {
        forget(waiter);
        grant();
    }

    /** Hands free lanes to those who wait, in their order; futures are completed outside the lock. */
    private void grant() {
        for (Waiter<Permit> next = next(); next != null; next = next()) {
            give(next);
        }
    }

    /** The first in line, with its lane; null if there is no room for it, and nobody goes before it. */
    private @Nullable Waiter<Permit> next() {
        Threads.lock(lock);
        try {
            schedule.freeCooled(timers.now());
            Waiter<Permit> first = waiting.peek();
            if (first != null && schedule.takes(((Ticket) first.permit()).lane)) {
                waiting.remove(first);
                return first;
            }
            planWake();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Needs no memory; who else waits is not the affair of who gives. */
    private static void give(Waiter<Permit> waiter) {
        Ticket ticket = (Ticket) waiter.permit();
        ticket.giver = Thread.currentThread();
        try {
            if (!waiter.grant()) {
                ticket.unused();
            }
        } catch (Throwable noWake) {
            Threads.report(noWake);
        } finally {
            ticket.giver = null;
        }
    }

    /** The new wake before the old one goes, so that a failure leaves those who wait what they have. */
    private void planWake() {
        long next = waiting.isEmpty() ? LaneSchedule.NEVER : schedule.nextFree();
        Timers.Entry planned = wake;
        if (planned != null && wakeAt == next) {
            return;
        }
        wake = next == LaneSchedule.NEVER ? null : timers.after(next - timers.now(), this::woken);
        wakeAt = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void woken() {
        Threads.lock(lock);
        try {
            wake = null;
        } finally {
            lock.unlock();
        }
        grant();
    }

    /** How many wait for a permit. */
    int queued() {
        Threads.lock(lock);
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** One attempt's right of way, and the line that its end may move. */
    private final class Ticket implements Permit {

        private final Lane lane;
        private @Nullable Thread giver;

        private Ticket(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void sent() {
            report(SENT);
        }

        @Override
        public void rejected() {
            Threads.lock(lock);
            try {
                schedule.rejected(timers.now());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void used(TokenUsage usage) {
            Integer total = usage.totalTokenCount() == null ? usage.inputTokenCount() : usage.totalTokenCount();
            if (total == null || total < 0) {
                return;
            }
            Threads.lock(lock);
            try {
                schedule.used(lane, total);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void answered() {
            report(ANSWERED);
        }

        @Override
        public void abandoned() {
            report(ABANDONED);
        }

        @Override
        public void unused() {
            report(UNUSED);
        }

        private void report(Event event) {
            Threads.lock(lock);
            try {
                event.happens(schedule, lane, timers.now());
            } finally {
                lock.unlock();
            }
            // one that comes back while it is given is the affair of who gives: it must not deepen the stack
            if (giver != Thread.currentThread()) {
                grant();
            }
        }
    }
}
