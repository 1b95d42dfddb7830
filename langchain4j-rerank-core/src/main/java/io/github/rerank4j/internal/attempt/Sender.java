package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.internal.call.Awaited;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.pacing.RateGate;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankService;
import io.github.rerank4j.spi.WireReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from its permit to its outcome: wait for the permit, get credentials, send, read, understand. The future
 * of an attempt fails only when its call is over.
 */
public final class Sender {

    private final RateGate gate;
    private final Means means;

    /** A sender of a service's requests. */
    public Sender(RerankService service, RateGate gate, AttemptParts parts) {
        this.gate = gate;
        this.means = new Means(
                service,
                new Interpreter(service.wire(), parts.endpoint(), service.name(), parts.backoff(), parts.log()),
                parts);
    }

    /** The provider and its address, for messages about no attempt in particular. */
    String endpoint() {
        return means.endpoint("");
    }

    /** What keeps the limiter from its work; null if nothing does. */
    @Nullable
    String limitersTrouble() {
        return gate.trouble();
    }

    /** Sends a batch once. */
    CompletableFuture<Outcome> send(EncodedBatch batch, boolean needsProbabilities, CallScope call, int number) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        AttemptEvents events = new AttemptEvents(call.report(), batch, number);
        Function<Permit, RunningAttempt> made =
                granted -> new RunningAttempt(means, batch, needsProbabilities, call, number, events, granted, outcome);
        CompletableFuture<Permit> permit = acquire(batch, call);
        try {
            Runnable leaveQueue = () -> permit.cancel(false);
            call.waitsFor(Awaited.PERMIT, () -> "a permit to send attempt " + number);
            call.onEnd(leaveQueue);
            permit.whenComplete((granted, failure) -> {
                call.forget(leaveQueue);
                if (failure != null) {
                    fail(call, outcome, Futures.unwrapped(failure));
                } else {
                    start(granted, outcome, made);
                }
            });
        } catch (Throwable failure) {
            RateGate.giveUp(permit, failure);
            Futures.fail(outcome, failure);
        }
        return outcome;
    }

    /** Not by who hands out permits: the user's code that hears of it may block. */
    private static void fail(CallScope call, CompletableFuture<Outcome> outcome, Throwable failure) {
        try {
            Runnable report = () -> Futures.fail(outcome, failure);
            call.handOver(report, noThread -> report.run());
        } catch (Throwable noHeap) {
            Futures.fail(outcome, failure);
        }
    }

    /** Allocates nothing outside the try, so that the permit is always given back. */
    private static void start(
            Permit permit, CompletableFuture<Outcome> outcome, Function<Permit, RunningAttempt> made) {
        try {
            RunningAttempt attempt = made.apply(permit);
            attempt.begin();
        } catch (Throwable noHeap) {
            permit.unused();
            Futures.fail(outcome, noHeap);
        }
    }

    /** What the authorizer has put right, so that the refused request is worth one more attempt. */
    CompletableFuture<Boolean> refreshCredentials(Outcome.Failed failed) {
        Refused refused = failed.fault().refused();
        WireReply reply = failed.fault().reply();
        if (refused == null || reply == null) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return means.authorizer()
                    .refreshCredentials(refused, reply, failed.credentials())
                    .exceptionally(failure -> false);
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(false);
        }
    }

    private CompletableFuture<Permit> acquire(EncodedBatch batch, CallScope call) {
        try {
            return gate.acquire(() -> demand(batch.call(), call.deadline()));
        } catch (Throwable limiterFailed) {
            return CompletableFuture.failedFuture(limiterFailed);
        }
    }

    private Demand demand(RerankCall call, long deadline) {
        return Demand.builder()
                .texts(call.query(), call.documents())
                .provider(means.service().name())
                .modelName(call.modelName())
                .patience(Duration.ofNanos(deadline - means.parts().timers().now()))
                .build();
    }
}
