package io.github.rerank4j.internal;

import io.github.rerank4j.spi.RateLimiter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** At most so many attempts at a time; a slot is free for the next in line once its attempt is answered or over. */
final class Slots implements RateLimiter {

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<CompletableFuture<Permit>> waiting = new LinkedHashSet<>();
    private int free;
    private boolean handingOut;

    Slots(int slots) {
        this.free = slots;
    }

    @Override
    public CompletableFuture<Permit> acquire(int documents) {
        CompletableFuture<Permit> slot = new CompletableFuture<>();
        lock.lock();
        try {
            if (free > 0 && waiting.isEmpty()) {
                free--;
                slot.complete(new Slot());
                return slot;
            }
            waiting.add(slot);
        } finally {
            lock.unlock();
        }
        slot.whenComplete((granted, cancelled) -> {
            if (cancelled != null) {
                leave(slot);
            }
        });
        return slot;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // a CompletableFuture equals itself only
    private void leave(CompletableFuture<Permit> slot) {
        lock.lock();
        try {
            waiting.remove(slot);
        } finally {
            lock.unlock();
        }
    }

    /** In a loop and by one thread at a time: a slot given back by who has just got it must not deepen the stack. */
    private void release() {
        if (!begins()) {
            return;
        }
        for (CompletableFuture<Permit> next = next(); next != null; next = next()) {
            if (!next.complete(new Slot())) {
                giveBack();
            }
        }
    }

    private boolean begins() {
        lock.lock();
        try {
            free++;
            boolean begins = !handingOut;
            handingOut = true;
            return begins;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack() {
        lock.lock();
        try {
            free++;
        } finally {
            lock.unlock();
        }
    }

    /** The first in line, who takes a free slot; null ends the handing out. */
    private @Nullable CompletableFuture<Permit> next() {
        lock.lock();
        try {
            var first = waiting.iterator();
            if (free == 0 || !first.hasNext()) {
                handingOut = false;
                return null;
            }
            free--;
            CompletableFuture<Permit> next = first.next();
            first.remove();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private final class Slot implements Permit {
        @Override
        public void answered() {
            release();
        }
    }
}
