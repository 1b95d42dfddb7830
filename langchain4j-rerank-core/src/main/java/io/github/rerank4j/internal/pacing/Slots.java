package io.github.rerank4j.internal.pacing;

import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.WaitingLine;
import io.github.rerank4j.concurrent.WaitingLine.Waiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * At most so many attempts at a time; a slot is free for the next in line once its attempt is answered or over. Only
 * asking for one needs memory.
 */
final class Slots {

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLine<Permit> waiting = new WaitingLine<>();
    private int free;
    private boolean handingOut;

    Slots(int slots) {
        this.free = slots;
    }

    /** A slot, as soon as there is one; first come, first served. Cancelling the future leaves the line. */
    CompletableFuture<Permit> acquire() {
        Waiter<Permit> waiter = new Waiter<>(new Slot(), this::leave);
        Threads.lock(lock);
        try {
            if (free > 0 && waiting.isEmpty()) {
                waiter.complete(waiter.permit());
                // last: nothing comes after it that could fail and lose the slot
                free--;
            } else {
                waiting.add(waiter);
            }
        } finally {
            lock.unlock();
        }
        handOut();
        return waiter;
    }

    private void leave(Waiter<Permit> waiter) {
        Threads.lock(lock);
        try {
            waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    private void release(Slot slot) {
        takeBack(slot);
        handOut();
    }

    /** In a loop and by one thread at a time: a slot given back by who has just got it must not deepen the stack. */
    private void handOut() {
        if (!begins()) {
            return;
        }
        boolean ended = false;
        try {
            for (Waiter<Permit> next = next(); next != null; next = next()) {
                if (!next.grant()) {
                    takeBack((Slot) next.permit());
                }
            }
            ended = true;
        } finally {
            if (!ended) {
                // at the end of the stack; whoever comes next hands out the rest
                stopHandingOut();
            }
        }
    }

    /** Whether there is something to hand out, which is this thread's to do. */
    private boolean begins() {
        Threads.lock(lock);
        try {
            boolean begins = free > 0 && !waiting.isEmpty() && !handingOut;
            handingOut |= begins;
            return begins;
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

    private void takeBack(Slot slot) {
        Threads.lock(lock);
        try {
            free += slot.over ? 0 : 1;
            slot.over = true;
        } finally {
            lock.unlock();
        }
    }

    /** The first in line, who takes a free slot; null ends the handing out. */
    private @Nullable Waiter<Permit> next() {
        Threads.lock(lock);
        try {
            Waiter<Permit> next = free > 0 ? waiting.poll() : null;
            free -= next == null ? 0 : 1;
            handingOut = next != null;
            return next;
        } finally {
            lock.unlock();
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
