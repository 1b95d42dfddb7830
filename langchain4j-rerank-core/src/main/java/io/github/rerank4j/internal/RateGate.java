package io.github.rerank4j.internal;

import io.github.rerank4j.spi.RateLimiter;
import io.github.rerank4j.spi.RateLimiter.Permit;
import java.util.concurrent.CompletableFuture;

/** Lets an attempt start when there is a slot and, after that, a permit of the limiter. */
final class RateGate {

    private final RateLimiter slots;
    private final RateLimiter limiter;

    RateGate(RateLimiter slots, RateLimiter limiter) {
        this.slots = slots;
        this.limiter = limiter;
    }

    /** Both permits as one. Cancelling the future leaves whichever queue it is in and gives back what it has. */
    CompletableFuture<Permit> acquire(int documents) {
        CompletableFuture<Permit> both = new CompletableFuture<>();
        CompletableFuture<Permit> slot = slots.acquire(documents);
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
        CompletableFuture<Permit> permit;
        try {
            permit = limiter.acquire(documents);
        } catch (RuntimeException limiterFailed) {
            permit = CompletableFuture.failedFuture(limiterFailed);
        }
        cancelWith(both, permit);
        permit.whenComplete((second, failure) -> {
            if (failure != null) {
                first.answered();
                both.completeExceptionally(failure);
            } else if (!both.complete(new Both(first, second))) {
                second.answered();
                first.answered();
            }
        });
    }

    private static void cancelWith(CompletableFuture<Permit> whole, CompletableFuture<Permit> part) {
        whole.whenComplete((granted, failure) -> {
            if (failure != null) {
                part.cancel(false);
            }
        });
    }

    private record Both(Permit slot, Permit permit) implements Permit {

        @Override
        public void sent() {
            permit.sent();
        }

        @Override
        public void rejected() {
            permit.rejected();
        }

        @Override
        public void answered() {
            permit.answered();
            slot.answered();
        }
    }
}
