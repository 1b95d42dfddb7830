package io.github.rerank4j.internal;

import io.github.rerank4j.spi.RateLimiter;
import io.github.rerank4j.spi.RateLimiter.Permit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets an attempt start when there is a slot and, after that, a permit of the limiter. */
final class RateGate {

    private static final String NO_PERMIT = "the rate limiter gave null instead of a permit";

    private final RateLimiter slots;
    private final RateLimiter limiter;
    private final AtomicInteger forSlot = new AtomicInteger();
    private final AtomicInteger forPermit = new AtomicInteger();

    RateGate(RateLimiter slots, RateLimiter limiter) {
        this.slots = slots;
        this.limiter = limiter;
    }

    /** How many attempts wait for a slot. */
    int waitingForSlot() {
        return forSlot.get();
    }

    /** How many attempts have their slot and wait for the limiter. */
    int waitingForPermit() {
        return forPermit.get();
    }

    /** Both permits as one. Cancelling the future leaves whichever queue it is in and gives back what it has. */
    CompletableFuture<Permit> acquire(int documents) {
        CompletableFuture<Permit> both = new CompletableFuture<>();
        CompletableFuture<Permit> slot = slots.acquire(documents);
        countWhileWaiting(slot, slot, forSlot);
        cancelWith(both, slot);
        slot.whenComplete((first, failure) -> {
            if (failure != null) {
                both.completeExceptionally(failure);
            } else {
                acquireSecond(both, first, documents);
            }
        });
        return both;
    }

    private void acquireSecond(CompletableFuture<Permit> both, Permit first, int documents) {
        CompletableFuture<Permit> permit = permit(documents);
        countWhileWaiting(permit, both, forPermit);
        cancelWith(both, permit);
        permit.whenComplete((second, failure) -> {
            if (failure != null || second == null) {
                first.answered();
                both.completeExceptionally(failure == null ? new NullPointerException(NO_PERMIT) : failure);
            } else if (!both.complete(new Both(first, second))) {
                new Both(first, second).unused();
            }
        });
    }

    /** The limiter may be a user's: whatever it throws fails this attempt and no other. */
    private CompletableFuture<Permit> permit(int documents) {
        try {
            return Objects.requireNonNull(limiter.acquire(documents), NO_PERMIT);
        } catch (RuntimeException | Error limiterFailed) {
            return CompletableFuture.failedFuture(limiterFailed);
        }
    }

    private static void countWhileWaiting(
            CompletableFuture<Permit> awaited, CompletableFuture<Permit> end, AtomicInteger waiting) {
        if (!awaited.isDone()) {
            waiting.incrementAndGet();
            end.whenComplete((granted, failure) -> waiting.decrementAndGet());
        }
    }

    private static void cancelWith(CompletableFuture<Permit> whole, CompletableFuture<Permit> part) {
        whole.whenComplete((granted, failure) -> {
            if (failure != null) {
                part.cancel(false);
            }
        });
    }

    /** What the limiter's permit throws is reported, and neither ends the attempt nor keeps the slot. */
    private record Both(Permit slot, Permit permit) implements Permit {

        @Override
        public void sent() {
            Threads.runReporting(permit::sent);
        }

        @Override
        public void rejected() {
            Threads.runReporting(permit::rejected);
        }

        @Override
        public void answered() {
            Threads.runReporting(permit::answered);
            slot.answered();
        }

        @Override
        public void abandoned() {
            Threads.runReporting(permit::abandoned);
            slot.answered();
        }

        @Override
        public void unused() {
            Threads.runReporting(permit::unused);
            slot.answered();
        }
    }
}
