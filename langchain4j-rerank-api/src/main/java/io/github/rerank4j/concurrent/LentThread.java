package io.github.rerank4j.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a caller who waits for a result anyway: while it is free it runs what is handed to it, and what comes
 * while it is busy goes to the other executor. Interrupting it runs {@code onInterrupt} at once, even while it is deep
 * inside a socket, through the hook the JDK has for its own channels.
 *
 * <p>The owner is woken without a {@link java.util.concurrent.locks.Condition}: before JDK 21 its signal needs memory,
 * and where there is none the one who waits is never found again.
 */
public final class LentThread implements Executor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Thread owner = Thread.currentThread();
    private final Executor others;
    private final InterruptHook hook;

    private @Nullable Runnable task;
    private boolean free = true;
    private volatile boolean left;

    public LentThread(Executor others, Runnable onInterrupt) {
        this.others = others;
        this.hook = new InterruptHook(onInterrupt);
    }

    @Override
    public void execute(Runnable command) {
        if (!take(command)) {
            others.execute(command);
        }
    }

    /** Runs what is handed over until {@link #leave}; for the owner only. */
    void serve() throws InterruptedException {
        try {
            for (Runnable next = next(); next != null; next = next()) {
                run(next);
            }
        } catch (InterruptedException | RuntimeException | Error ending) {
            // before leaving: the call is over for whoever gets the task that was not begun
            hook.trigger();
            throw ending;
        } finally {
            leave();
        }
    }

    private void run(Runnable next) {
        boolean armed = false;
        try {
            hook.arm();
            armed = true;
        } finally {
            if (!armed) {
                putBack(next);
            }
        }
        try {
            next.run();
        } finally {
            hook.disarm();
        }
    }

    /** For want of memory it was not begun. */
    private void putBack(Runnable next) {
        Threads.lock(lock);
        try {
            task = next;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the owner go; what it has not begun goes to the other executor, or is run here if that takes nothing. */
    void leave() {
        Runnable rest;
        Threads.lock(lock);
        try {
            left = true;
            free = false;
            rest = task;
            task = null;
        } finally {
            lock.unlock();
        }
        try {
            wakeOwner();
        } finally {
            if (rest != null) {
                handOn(rest);
            }
        }
    }

    private void handOn(Runnable rest) {
        try {
            Threads.handOver(others, rest, refused -> Threads.runReporting(rest));
        } catch (Throwable noHeap) {
            Threads.runReporting(rest);
        }
    }

    /** Sets the hook again: another interruptible channel used by the owner in between has cleared it. */
    public void rearm() {
        if (Thread.currentThread() == owner) {
            hook.arm();
        }
    }

    private boolean take(Runnable command) {
        Threads.lock(lock);
        try {
            if (!free) {
                return false;
            }
            free = false;
            task = command;
        } finally {
            lock.unlock();
        }
        wakeOwner();
        return true;
    }

    /** Not by itself: it is awake, and a permit to park left with it would end the next park of its caller's. */
    private void wakeOwner() {
        if (Thread.currentThread() != owner) {
            LockSupport.unpark(owner);
        }
    }

    private @Nullable Runnable next() throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Runnable next = takeNext();
            if (next != null || left) {
                return next;
            }
            LockSupport.park(this);
        }
    }

    private @Nullable Runnable takeNext() {
        Threads.lock(lock);
        try {
            Runnable next = task;
            task = null;
            free = next == null && !left;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The hook through which {@link Thread#interrupt} reaches a blocked channel; here it reaches the call. */
    private static final class InterruptHook extends AbstractInterruptibleChannel {

        private final Runnable onInterrupt;

        InterruptHook(Runnable onInterrupt) {
            this.onInterrupt = onInterrupt;
        }

        /** May be done again. */
        void arm() {
            begin();
        }

        /** As an interrupt does; only the first of them counts. */
        void trigger() {
            try {
                close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        void disarm() {
            try {
                end(true);
            } catch (ClosedByInterruptException interrupted) {
                // the interrupt has already ended the call, and the flag is still set
            } catch (java.nio.channels.AsynchronousCloseException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        protected void implCloseChannel() {
            onInterrupt.run();
        }
    }
}
