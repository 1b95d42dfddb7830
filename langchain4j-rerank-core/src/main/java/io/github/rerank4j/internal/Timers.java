package io.github.rerank4j.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines, backoff and waits: one list ordered by time and at most one daemon thread. The thread is woken early only
 * for an entry that is due before the time it planned to wake, so a call with a far deadline costs two list operations.
 * What falls due runs on the executor, never on the timer's thread.
 */
final class Timers implements AutoCloseable {

    private static final long FOREVER = Long.MAX_VALUE;
    private static final Comparator<Entry> SOONEST_DUE =
            Comparator.<Entry>comparingLong(entry -> entry.due).thenComparingLong(entry -> entry.number);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Entry> entries = new TreeSet<>(SOONEST_DUE);
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final Lifetime lifetime;
    private final long origin;

    private long sequence;
    private long plannedWake = FOREVER;
    private @Nullable Thread thread;
    private boolean closed;

    /** When the thread of the timers ends. */
    enum Lifetime {
        /** With {@link Timers#close}. */
        UNTIL_CLOSED,
        /** As soon as nothing waits. */
        WHILE_NEEDED,
        /** There is none: a test calls {@link Timers#runDue}. */
        HAND_DRIVEN
    }

    Timers(LongSupplier nanoTime, Executor executor, Lifetime lifetime) {
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.lifetime = lifetime;
        this.origin = nanoTime.getAsLong();
    }

    /** Nanoseconds since these timers were made. */
    long now() {
        return nanoTime.getAsLong() - origin;
    }

    /** The action, run once after the delay unless its entry is cancelled before. A closed list runs nothing. */
    Entry after(Duration delay, Runnable action) {
        return after(saturatedNanos(delay), action);
    }

    Entry after(long delayNanos, Runnable action) {
        lock.lock();
        try {
            long due = now() + Math.max(0, delayNanos);
            Entry entry = new Entry(due < 0 ? FOREVER : due, sequence++, action);
            if (!closed) {
                wakeFor(entry.due);
                entries.add(entry);
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Runs what is due now. */
    void runDue() {
        takeDue().forEach(entry -> Threads.runReporting(() -> executor.execute(entry.action)));
    }

    /** How many entries wait. */
    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Drops all entries and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            entries.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    static long saturatedNanos(Duration duration) {
        return duration.toSeconds() > FOREVER / 2_000_000_000L ? FOREVER / 2 : duration.toNanos();
    }

    private void wakeFor(long due) {
        if (lifetime == Lifetime.HAND_DRIVEN) {
            return;
        }
        if (thread == null) {
            Thread started = new Thread(this::run, "rerank4j-timers");
            started.setDaemon(true);
            started.start();
            thread = started;
            plannedWake = due;
        } else if (due < plannedWake) {
            plannedWake = due;
            changed.signal();
        }
    }

    private void run() {
        while (awaitDue()) {
            runDue();
        }
    }

    /** Whether there is something to run; false when the thread is to end. */
    private boolean awaitDue() {
        lock.lock();
        try {
            while (!ending()) {
                plannedWake = entries.isEmpty() ? FOREVER : entries.first().due;
                long wait = plannedWake - now();
                if (wait <= 0) {
                    return true;
                }
                changed.awaitNanos(wait);
            }
            thread = null;
            return false;
        } catch (InterruptedException leftByAnAction) {
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean ending() {
        return closed || (lifetime == Lifetime.WHILE_NEEDED && entries.isEmpty());
    }

    private List<Entry> takeDue() {
        lock.lock();
        try {
            List<Entry> due = new ArrayList<>();
            long now = now();
            while (!entries.isEmpty() && entries.first().due <= now) {
                due.add(entries.pollFirst());
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** One waiting action. */
    final class Entry {

        private final long due;
        private final long number;
        private final Runnable action;

        private Entry(long due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }

        /** Takes the action off the list; too late if it has been run. */
        void cancel() {
            lock.lock();
            try {
                boolean last = entries.remove(this) && entries.isEmpty();
                if (last && lifetime == Lifetime.WHILE_NEEDED) {
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    static Timers untilClosed(Executor executor) {
        return new Timers(System::nanoTime, executor, Lifetime.UNTIL_CLOSED);
    }

    static Timers whileNeeded() {
        return new Timers(System::nanoTime, Runnable::run, Lifetime.WHILE_NEEDED);
    }

    static String readable(Duration duration) {
        long millis = TimeUnit.NANOSECONDS.toMillis(saturatedNanos(duration));
        if (millis < 1000) {
            return millis == 0 ? "0 s" : millis + " ms";
        }
        long tenths = millis % 1000 / 100;
        return millis / 1000 + (tenths == 0 ? "" : "." + tenths) + " s";
    }
}
