package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the cases of a limiter ask for, and what they do with it. */
final class Permits {

    /** A demand of which nothing is said: one document, no tokens, and all the time in the world. */
    static final Demand ONE = Demand.builder().build();

    private Permits() {}

    /** So many permits, which are there. */
    static List<Permit> taken(RateLimiter limiter, int permits) {
        List<Permit> taken = new ArrayList<>();
        for (int i = 0; i < permits; i++) {
            taken.add(granted(limiter.acquire(ONE)));
        }
        return taken;
    }

    /** The permit, which is there. */
    static Permit granted(CompletableFuture<Permit> permit) {
        assertThat(permit).isCompleted();
        return permit.join();
    }

    /** Ends an attempt in one of a few ways; from 4 on, it is unused. */
    static void end(Permit permit, int how) {
        switch (how) {
            case 0 -> permit.abandoned();
            case 1 -> {
                permit.sent();
                permit.rejected();
                permit.answered();
            }
            case 2 -> {
                permit.sent();
                permit.used(new TokenUsage(0, 0, 0));
                permit.answered();
            }
            case 3 -> permit.answered();
            default -> permit.unused();
        }
    }

    static Demand patience(Duration patience) {
        return Demand.builder().patience(patience).build();
    }

    static Demand tokens(long tokens) {
        return Demand.builder().tokens(tokens).build();
    }

    /** Why there is no permit. */
    static NoPermitInTimeException refusal(CompletableFuture<Permit> refused) {
        assertThat(refused).isCompletedExceptionally();
        Throwable failure =
                Futures.unwrapped(refused.handle((permit, thrown) -> thrown).join());
        assertThat(failure).isInstanceOf(NoPermitInTimeException.class);
        return (NoPermitInTimeException) failure;
    }

    /** What somebody without any patience is told to wait at least; zero if nothing is told. */
    static Duration leastWait(RateLimiter limiter) {
        CompletableFuture<Permit> impatient = limiter.acquire(patience(Duration.ZERO));
        if (impatient.isCompletedExceptionally()) {
            return refusal(impatient).leastWait();
        }
        if (!impatient.cancel(false)) {
            impatient.join().unused();
        }
        return Duration.ZERO;
    }
}
