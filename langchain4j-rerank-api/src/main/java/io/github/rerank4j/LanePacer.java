package io.github.rerank4j;

import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.concurrent.WaitingLine;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * As many lanes as the rate allows requests in one second. A lane carries one attempt and is free again a full period
 * after that attempt's answer, or a period and a margin after its last byte was written, whichever comes first: the
 * service has counted the request by then, so that no window of one period ever sees more requests than lanes, however
 * unevenly they travel. Waiting on a slow service costs nothing, because the second rule frees its lanes.
 */
final class LanePacer implements RateLimiter {

    private static final Duration MARGIN = Duration.ofMillis(100);
    private static final Duration WIDEST_MARGIN = Duration.ofSeconds(1);
    private static final Duration MARGIN_LASTS = Duration.ofSeconds(30);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LONGEST_PERIOD = 1e18;

    private static final Comparator<Lane> SOONEST_FREE =
            Comparator.<Lane>comparingLong(lane -> lane.freeAt).thenComparingLong(lane -> lane.number);

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLine<Permit> waiting = new WaitingLine<>();
    private final TreeSet<Lane> cooling = new TreeSet<>(SOONEST_FREE);
    private final AtomicLong numbers = new AtomicLong();
    private final Timers timers;
    private final long lanes;
    private final long period;

    private long taken;
    private long extraMargin;
    private long extraMarginEnds;
    private Timers.@Nullable Entry wake;
    private long wakeAt;

    /** A pacer for {@link RateLimiters#perSecond}. */
    static LanePacer perSecond(double requestsPerSecond) {
        return new LanePacer(requestsPerSecond, Timers.on(Runnable::run));
    }

    LanePacer(double requestsPerSecond, Timers timers) {
        if (!(requestsPerSecond > 0) || Double.isInfinite(requestsPerSecond)) {
            throw new IllegalArgumentException(
                    "requestsPerSecond is " + requestsPerSecond + ", but must be a number above 0");
        }
        this.timers = timers;
        double whole = Math.ceil(requestsPerSecond);
        this.lanes = (long) whole;
        this.period = (long) Math.min(whole / requestsPerSecond * NANOS_PER_SECOND, LONGEST_PERIOD);
    }

    @Override
    public CompletableFuture<Permit> acquire(int documents) {
        Waiter<Permit> waiter = new Waiter<>(new Lane(numbers.incrementAndGet()), this::forget);
        waiter.whenComplete((granted, cancelled) -> {
            if (cancelled != null) {
                leave(waiter);
            }
        });
        enter(waiter);
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

    private void enter(Waiter<Permit> waiter) {
        Threads.lock(lock);
        try {
            waiting.add(waiter);
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

    private void leave(Waiter<Permit> waiter) {
        forget(waiter);
        Threads.lock(lock);
        try {
            planWake();
        } finally {
            lock.unlock();
        }
    }

    /** Hands free lanes to those who wait, in their order; futures are completed outside the lock. */
    private void grant() {
        WaitingLine<Permit> granted = new WaitingLine<>();
        Threads.lock(lock);
        try {
            freeCooled();
            for (Waiter<Permit> next = next(); next != null; next = next()) {
                granted.add(next);
                taken++;
            }
            planWake();
        } finally {
            lock.unlock();
            // also where no wake could be planned: these lanes are taken
            for (Waiter<Permit> next = granted.poll(); next != null; next = granted.poll()) {
                give(next);
            }
        }
    }

    private @Nullable Waiter<Permit> next() {
        return taken < lanes ? waiting.poll() : null;
    }

    /** Needs no memory; who else waits is not the affair of who gives. */
    private static void give(Waiter<Permit> waiter) {
        if (!waiter.grant()) {
            try {
                waiter.permit().unused();
            } catch (Throwable noWake) {
                Threads.report(noWake);
            }
        }
    }

    private void freeCooled() {
        long now = timers.now();
        while (!cooling.isEmpty() && cooling.first().freeAt <= now) {
            cooling.pollFirst().free = true;
            taken--;
        }
    }

    /** The new wake before the old one goes, so that a failure leaves those who wait what they have. */
    private void planWake() {
        Lane next = waiting.isEmpty() || cooling.isEmpty() ? null : cooling.first();
        Timers.Entry planned = wake;
        if (planned != null && next != null && wakeAt == next.freeAt) {
            return;
        }
        wake = next == null ? null : timers.after(next.freeAt - timers.now(), this::woken);
        wakeAt = next == null ? 0 : next.freeAt;
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

    private long margin() {
        return timers.now() < extraMarginEnds ? extraMargin : 0;
    }

    private void widen() {
        long doubled = Math.max(MARGIN.toNanos(), 2 * margin());
        extraMargin = Math.min(WIDEST_MARGIN.toNanos(), doubled);
        extraMarginEnds = timers.now() + MARGIN_LASTS.toNanos();
    }

    /** One attempt's right of way. */
    private final class Lane implements Permit {

        private final long number;
        private long freeAt = Long.MAX_VALUE;
        private boolean free;
        private boolean over;

        private Lane(long number) {
            this.number = number;
        }

        /** The last time counts: a request that nobody had looked at is sent again on the same lane. */
        @Override
        public void sent() {
            Threads.lock(lock);
            try {
                if (!free && !over) {
                    cool(timers.now() + period + MARGIN.toNanos() + margin());
                }
            } finally {
                lock.unlock();
            }
            grant();
        }

        @Override
        public void answered() {
            freeNoLaterThan(period);
        }

        /** A request of which bytes may still be under way is counted as if it were whole and just sent. */
        @Override
        public void abandoned() {
            freeNoLaterThan(period + MARGIN.toNanos());
        }

        @Override
        public void rejected() {
            Threads.lock(lock);
            try {
                widen();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void unused() {
            freeNoLaterThan(0);
        }

        private void cool(long until) {
            cooling.remove(this);
            freeAt = until;
            try {
                cooling.add(this);
            } catch (Throwable noHeap) {
                // rather a lane that is free too early than one that never is
                free = true;
                taken--;
                throw noHeap;
            }
        }

        private void freeNoLaterThan(long delay) {
            Threads.lock(lock);
            try {
                over = true;
                long at = timers.now() + delay + (delay == 0 ? 0 : margin());
                if (!free && at < freeAt) {
                    cool(at);
                }
            } finally {
                lock.unlock();
            }
            grant();
        }
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
}
