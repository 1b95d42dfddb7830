package io.github.rerank4j.internal.pacing;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Threads;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets an attempt start when there is a slot and, after that, a permit of the limiter. */
public final class RateGate {

    private static final Permit UNLIMITED = new Permit() {};
    private static final String NO_PERMIT = "the rate limiter returned null instead of a permit";

    private final Slots slots;
    private final @Nullable RateLimiter limiter;
    private final AtomicInteger forSlot = new AtomicInteger();
    private final AtomicInteger forPermit = new AtomicInteger();

    /** A gate with those slots and that limiter, if there is one. */
    public static RateGate of(PacingSettings settings) {
        return new RateGate(new Slots(settings.maxConcurrentRequests()), settings.rateLimiter());
    }

    RateGate(Slots slots, @Nullable RateLimiter limiter) {
        this.slots = slots;
        this.limiter = limiter;
    }

    /** How many attempts wait for a slot. */
    public int waitingForSlot() {
        return forSlot.get();
    }

    /** How many attempts have their slot and wait for the limiter. */
    public int waitingForPermit() {
        return forPermit.get();
    }

    /** What keeps the limiter from its work; null if nothing does, or the limiter cannot say it. */
    public @Nullable String trouble() {
        try {
            return limiter == null ? null : limiter.trouble();
        } catch (RuntimeException broken) {
            Threads.report(broken);
            return null;
        }
    }

    /**
     * Both permits as one. Cancelling the future leaves whichever queue it is in and gives back what it has, whatever
     * the limiter's own future makes of being cancelled.
     *
     * @param demand asked for when the limiter is, with what patience is left then
     */
    public CompletableFuture<Permit> acquire(Supplier<Demand> demand) {
        CompletableFuture<Permit> both = new CompletableFuture<>();
        CompletableFuture<Permit> slot = slots.acquire();
        try {
            countWhileWaiting(slot, slot, forSlot);
            both.whenComplete((granted, failure) -> {
                if (failure != null) {
                    giveUp(slot);
                }
            });
            slot.whenComplete((first, failure) -> {
                if (failure != null) {
                    Futures.fail(both, failure);
                } else {
                    acquireSecond(both, first, demand);
                }
            });
        } catch (Throwable failure) {
            giveUp(slot);
            throw failure;
        }
        return both;
    }

    private void acquireSecond(CompletableFuture<Permit> both, Permit first, Supplier<Demand> demand) {
        CompletableFuture<Permit> permit = null;
        try {
            Demand asked = limiter == null ? null : demand.get();
            permit = permit(asked);
            awaitSecond(both, first, permit, asked);
        } catch (Throwable failure) {
            if (permit != null) {
                giveUp(permit);
            }
            fail(both, first, failure);
        }
    }

    private void awaitSecond(
            CompletableFuture<Permit> both, Permit first, CompletableFuture<Permit> permit, @Nullable Demand asked) {
        countWhileWaiting(permit, both, forPermit);
        both.whenComplete((granted, failure) -> {
            if (failure != null) {
                Threads.runReporting(() -> permit.cancel(false));
                forgetTexts(asked);
            }
        });
        permit.whenComplete((second, failure) -> settle(both, first, second, asked, failure));
    }

    /** The limiter may keep what it was asked, and the texts of a call are nobody's after it. */
    private static void forgetTexts(@Nullable Demand asked) {
        if (asked != null) {
            asked.forgetTexts();
        }
    }

    /**
     * Leaves the queue of a permit, or gives it back if it has come. A permit in nobody's hands is lost to all.
     */
    private static void giveUp(CompletableFuture<Permit> permit) {
        Futures.cancel(permit);
        giveBackIfGranted(permit);
    }

    /** Gives up what {@link #acquire} gave, for a reason. */
    public static void giveUp(CompletableFuture<Permit> both, Throwable reason) {
        Futures.fail(both, reason);
        giveBackIfGranted(both);
    }

    private static void giveBackIfGranted(CompletableFuture<Permit> permit) {
        if (permit.isDone() && !permit.isCompletedExceptionally()) {
            giveBackUnused(permit.join());
        }
    }

    /** A bound method would need memory where there may be none. */
    private static void giveBackUnused(Permit permit) {
        try {
            permit.unused();
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    private static void settle(
            CompletableFuture<Permit> both,
            Permit first,
            @Nullable Permit second,
            @Nullable Demand asked,
            @Nullable Throwable failure) {
        if (second == null || failure != null) {
            fail(both, first, failure == null ? new NullPointerException(NO_PERMIT) : failure);
            return;
        }
        Throwable lacking = null;
        try {
            both.complete(new Both(first, second, asked));
        } catch (Throwable broken) {
            lacking = broken;
        }
        if (!both.isDone() || both.isCompletedExceptionally()) {
            first.answered();
            giveBackUnused(second);
        }
        if (lacking != null) {
            Futures.fail(both, lacking);
        }
    }

    /** The slot first: who hears of the failure may want it at once. */
    private static void fail(CompletableFuture<Permit> both, Permit first, Throwable failure) {
        first.answered();
        Futures.fail(both, failure);
    }

    /** The limiter may be a user's: whatever it throws fails this attempt and no other. */
    private CompletableFuture<Permit> permit(@Nullable Demand asked) {
        if (limiter == null || asked == null) {
            return CompletableFuture.completedFuture(UNLIMITED);
        }
        try {
            return Objects.requireNonNull(limiter.acquire(asked), NO_PERMIT);
        } catch (Throwable limiterFailed) {
            return CompletableFuture.failedFuture(limiterFailed);
        }
    }

    private static void countWhileWaiting(
            CompletableFuture<Permit> awaited, CompletableFuture<Permit> end, AtomicInteger waiting) {
        if (!awaited.isDone()) {
            waiting.incrementAndGet();
            try {
                end.whenComplete((granted, failure) -> waiting.decrementAndGet());
            } catch (Throwable noHeap) {
                waiting.decrementAndGet();
                throw noHeap;
            }
        }
    }

    /**
     * What the limiter's permit throws is reported, and neither ends the attempt nor keeps the slot. The attempt is over
     * once, however often that is said.
     */
    private static final class Both implements Permit {

        private final Permit slot;
        private final Permit permit;
        private final @Nullable Demand asked;
        private final AtomicBoolean over = new AtomicBoolean();

        Both(Permit slot, Permit permit, @Nullable Demand asked) {
            this.slot = slot;
            this.permit = permit;
            this.asked = asked;
        }

        @Override
        public void sent() {
            Threads.runReporting(permit::sent);
        }

        @Override
        public void rejected() {
            if (!over.get()) {
                try {
                    permit.rejected();
                } catch (Throwable broken) {
                    Threads.report(broken);
                }
            }
        }

        @Override
        public void used(TokenUsage usage) {
            if (!over.get()) {
                try {
                    permit.used(usage);
                } catch (Throwable broken) {
                    Threads.report(broken);
                }
            }
        }

        @Override
        public void answered() {
            end(Permit::answered);
        }

        @Override
        public void abandoned() {
            end(Permit::abandoned);
        }

        @Override
        public void unused() {
            end(Permit::unused);
        }

        private void end(Consumer<Permit> how) {
            if (over.compareAndSet(false, true)) {
                try {
                    how.accept(permit);
                } catch (Throwable broken) {
                    Threads.report(broken);
                } finally {
                    slot.answered();
                    forgetTexts(asked);
                }
            }
        }
    }
}
