package io.github.rerank4j.concurrent;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines, backoff and waits: one list ordered by time and at most one daemon thread. The thread is woken early only
 * for an entry that is due before the time it planned to wake, so a call with a far deadline costs two list operations.
 * It ends when nothing has been added for a while, and the next entry starts another.
 *
 * <p>What falls due runs on the executor. Where that cannot take it, for example because no thread can be started, it
 * runs on the timer's thread: a deadline holds without a free thread. The thread is parked and not put into a
 * {@link java.util.concurrent.locks.Condition}, whose signal needs memory before JDK 21 and is lost where there is none.
 */
public final class Timers implements AutoCloseable {

    private static final long FOREVER = Long.MAX_VALUE;
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final long BREATH_NANOS = 10_000_000;
    private static final Comparator<Entry> SOONEST_DUE =
            Comparator.<Entry>comparingLong(entry -> entry.due).thenComparingLong(entry -> entry.number);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Entry> entries = new TreeSet<>(SOONEST_DUE);
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final @Nullable ThreadFactory threads;
    private final long linger;
    private final long origin;

    private long sequence;
    private long plannedWake = FOREVER;
    private @Nullable Thread thread;
    private int away;
    private boolean closed;

    /**
     * Timers with everything from outside.
     *
     * @param nanoTime the clock, in nanoseconds
     * @param executor runs what falls due
     * @param threads makes the timer's thread; null for none, so that only {@link #runDue} runs anything
     * @param linger how long the thread stays at least when nothing waits
     */
    public Timers(LongSupplier nanoTime, Executor executor, @Nullable ThreadFactory threads, Duration linger) {
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.threads = threads;
        this.linger = Durations.saturatedNanos(linger);
        this.origin = nanoTime.getAsLong();
    }

    /** Timers with a thread while they are used. */
    public static Timers on(Executor executor) {
        return on(executor, task -> Threads.daemon(task, "rerank4j-timers"));
    }

    public static Timers on(Executor executor, ThreadFactory threads) {
        return new Timers(System::nanoTime, executor, threads, LINGER);
    }

    /** Nanoseconds since these timers were made. */
    public long now() {
        return nanoTime.getAsLong() - origin;
    }

    /**
     * The action, run once after the delay unless its entry is cancelled before. A closed list runs nothing.
     *
     * @throws Error if there is no thread and none can be started; the action is not on the list then
     */
    public Entry after(Duration delay, Runnable action) {
        return after(Durations.saturatedNanos(delay), action);
    }

    public Entry after(long delayNanos, Runnable action) {
        Threads.lock(lock);
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
    public void runDue() {
        long now = now();
        long next = nextNumber();
        for (Entry entry = takeDue(now, next); entry != null; entry = takeDue(now, next)) {
            dispatch(entry);
        }
    }

    /** How many entries wait. */
    public int size() {
        Threads.lock(lock);
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Drops all entries and ends the thread. */
    @Override
    public void close() {
        Threads.lock(lock);
        try {
            closed = true;
            entries.clear();
            LockSupport.unpark(thread);
        } finally {
            lock.unlock();
        }
    }

    private void wakeFor(long due) {
        if (threads == null) {
            return;
        }
        if (thread == null || !thread.isAlive()) {
            startThread(threads);
        } else if (due < plannedWake) {
            plannedWake = due;
            LockSupport.unpark(thread);
        }
    }

    private void startThread(ThreadFactory factory) {
        try {
            Thread started = factory.newThread(this::run);
            started.start();
            thread = started;
            plannedWake = FOREVER;
        } catch (Throwable noThread) {
            // one that runs an action itself comes back to the list
            if (away == 0) {
                throw noThread;
            }
        }
    }

    private void run() {
        while (true) {
            try {
                if (!awaitDue()) {
                    return;
                }
                runDue();
            } catch (Throwable survived) {
                // no heap, perhaps: what is due is still on the list, and the next turn may be luckier
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    /** Waits until an entry is due; false when this thread is to end. Being woken for nothing is no sign of idleness. */
    private boolean awaitDue() {
        long seen = -1;
        long nextIdleCheck = now();
        while (true) {
            long wait;
            Threads.lock(lock);
            try {
                long now = now();
                boolean idle = now >= nextIdleCheck && entries.isEmpty() && seen == sequence;
                if (thread != Thread.currentThread() || closed || idle) {
                    leaveThread();
                    return false;
                }
                if (now >= nextIdleCheck) {
                    seen = sequence;
                    nextIdleCheck = now + linger;
                }
                plannedWake = entries.isEmpty() ? nextIdleCheck : Math.min(entries.first().due, nextIdleCheck);
                wait = plannedWake - now;
            } finally {
                lock.unlock();
            }
            if (wait <= 0) {
                return true;
            }
            // an interrupt left by an action would end every wait at once
            if (!Thread.interrupted()) {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    private void leaveThread() {
        if (thread == Thread.currentThread()) {
            thread = null;
        }
    }

    private long nextNumber() {
        Threads.lock(lock);
        try {
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    /** The next that is due, off the list; an entry added meanwhile waits for the next turn. */
    private @Nullable Entry takeDue(long now, long next) {
        Threads.lock(lock);
        try {
            Entry first = entries.isEmpty() ? null : entries.first();
            if (first == null || first.due > now || first.number >= next) {
                return null;
            }
            entries.remove(first);
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void dispatch(Entry entry) {
        try {
            executor.execute(entry);
        } catch (Throwable refused) {
            runHere(entry);
        }
    }

    /** The action may block, so another thread may stand in for this one meanwhile. */
    private void runHere(Entry entry) {
        Thread here = Thread.currentThread();
        boolean vacated = vacate(here);
        try {
            entry.run();
        } finally {
            if (vacated) {
                comeBack(here);
            }
        }
    }

    private boolean vacate(Thread here) {
        Threads.lock(lock);
        try {
            if (thread != here) {
                return false;
            }
            thread = null;
            away++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void comeBack(Thread here) {
        Threads.lock(lock);
        try {
            away--;
            if (thread == null) {
                thread = here;
            }
        } finally {
            lock.unlock();
        }
    }

    /** One waiting action. It runs once at most, and is let go of with that or with its cancellation. */
    public final class Entry implements Runnable {

        private final long due;
        private final long number;
        private @Nullable Runnable action;

        private Entry(long due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }

        @Override
        public void run() {
            Runnable mine = take();
            if (mine != null) {
                Threads.runReporting(mine);
            }
        }

        /** Takes the action off the list; too late if it has been run. */
        public void cancel() {
            Threads.lock(lock);
            try {
                entries.remove(this);
                action = null;
            } finally {
                lock.unlock();
            }
        }

        private @Nullable Runnable take() {
            Threads.lock(lock);
            try {
                Runnable mine = action;
                action = null;
                return mine;
            } finally {
                lock.unlock();
            }
        }
    }
}
