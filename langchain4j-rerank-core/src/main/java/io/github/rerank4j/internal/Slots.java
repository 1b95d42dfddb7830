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

    Slots(int slots) {
        this.free = slots;
    }

    @Override
    public CompletableFuture<Permit> acquire(int documents) {
        CompletableFuture<Permit> slot = new CompletableFuture<>();
        lock.lock();
        try {
            if (free > 0) {
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

    private void release() {
        CompletableFuture<Permit> next = next();
        while (next != null && !next.complete(new Slot())) {
            next = next();
        }
    }

    /** The first in line, who takes over the slot; without anyone it is free. */
    private @Nullable CompletableFuture<Permit> next() {
        lock.lock();
        try {
            var first = waiting.iterator();
            if (!first.hasNext()) {
                free++;
                return null;
            }
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
