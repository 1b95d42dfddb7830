package io.github.rerank4j.internal.pacing;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.concurrent.Threads;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** At most so many attempts at a time; a slot is free for the next in line once its attempt is answered or over. */
final class Slots implements RateLimiter {

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private int free;
    private boolean handingOut;

    Slots(int slots) {
        this.free = slots;
    }

    @Override
    public CompletableFuture<Permit> acquire(int documents) {
        Waiter waiter = new Waiter();
        Threads.lock(lock);
        try {
            if (free > 0 && waiting.isEmpty()) {
                waiter.complete(waiter.slot);
                // last: nothing comes after it that could fail and lose the slot
                free--;
            } else {
                waiting.add(waiter);
            }
        } finally {
            lock.unlock();
        }
        handOutRest();
        return waiter;
    }

    /** Where handing out has failed, for want of heap, nobody may be left to give a slot back. */
    private void handOutRest() {
        if (beginsRest()) {
            handOut();
        }
    }

    private boolean beginsRest() {
        Threads.lock(lock);
        try {
            boolean begins = free > 0 && !waiting.isEmpty() && !handingOut;
            handingOut |= begins;
            return begins;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        Threads.lock(lock);
        try {
            waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** In a loop and by one thread at a time: a slot given back by who has just got it must not deepen the stack. */
    private void release(Slot slot) {
        if (begins(slot)) {
            handOut();
        }
    }

    private void handOut() {
        boolean whole = false;
        try {
            for (Waiter next = next(); next != null; next = next()) {
                grant(next);
            }
            whole = true;
        } finally {
            if (!whole) {
                stopHandingOut();
            }
        }
    }

    /** Who has been granted a slot is told by its future alone; what others do with it is their own affair. */
    private void grant(Waiter waiter) {
        try {
            waiter.complete(waiter.slot);
        } catch (Throwable failedAfterwards) {
            Threads.report(failedAfterwards);
        } finally {
            if (waiter.isCompletedExceptionally()) {
                giveBack();
            }
        }
    }

    private boolean begins(Slot slot) {
        Threads.lock(lock);
        try {
            if (slot.over) {
                return false;
            }
            slot.over = true;
            free++;
            boolean begins = !handingOut;
            handingOut = true;
            return begins;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack() {
        Threads.lock(lock);
        try {
            free++;
        } finally {
            lock.unlock();
        }
    }

    private void stopHandingOut() {
        Threads.lock(lock);
        try {
            handingOut = false;
        } finally {
            lock.unlock();
        }
    }

    /** The first in line, who takes a free slot; null ends the handing out. */
    private @Nullable Waiter next() {
        Threads.lock(lock);
        try {
            var first = waiting.iterator();
            if (free == 0 || !first.hasNext()) {
                handingOut = false;
                return null;
            }
            Waiter next = first.next();
            first.remove();
            free--;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Who waits, with the slot it will have: handing out needs no memory. */
    private final class Waiter extends CompletableFuture<Permit> {

        private final Slot slot = new Slot();

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            try {
                return super.cancel(mayInterruptIfRunning);
            } finally {
                leave(this);
            }
        }
    }

    /** Giving it back a second time does nothing. */
    private final class Slot implements Permit {

        private boolean over;

        @Override
        public void answered() {
            release(this);
        }
    }
}
