package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.CallReport;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankAttemptEndContext;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.internal.packing.EncodedBatch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What listeners hear of one attempt: that it starts, and then once that it has ended. For one thread at a time. Nothing
 * is thrown here but for want of memory before the start.
 */
final class AttemptEvents {

    private final CallReport listeners;
    private final EncodedBatch batch;
    private final int number;
    private final long asked;
    private long turn;
    private @Nullable RerankAttemptContext underWay;

    /** Those of an attempt that asks for its permit now. */
    AttemptEvents(CallReport listeners, EncodedBatch batch, int number) {
        this.listeners = listeners;
        this.batch = batch;
        this.number = number;
        this.asked = areHeard() ? System.nanoTime() : 0;
    }

    /** Whether anybody listens. */
    boolean areHeard() {
        return listeners.request() != null;
    }

    /** The attempt has its permit. */
    void itsTurn() {
        turn = areHeard() ? System.nanoTime() : 0;
    }

    /** Reports the start; the headers that listeners have added. */
    Map<String, String> started() {
        RerankRequestContext request = listeners.request();
        if (request == null) {
            return Map.of();
        }
        RerankAttemptContext context = RerankAttemptContext.builder(request)
                .number(number)
                .batch(batch.index(), batch.of())
                .documents(batch.call().documents().size())
                .waited(Duration.ofNanos(turn - asked))
                .bytes(batch.request().body().length())
                .build();
        Consumer<RerankListener> start = listener -> listener.onAttempt(context);
        underWay = context;
        turn = System.nanoTime();
        listeners.report(start);
        return context.headers();
    }

    /**
     * Reports the end of an attempt that came to an outcome.
     *
     * @param status of the reply; 0 without one
     * @param unwanted whether its call had ended by then
     */
    void ended(Outcome outcome, int status, boolean unwanted) {
        RerankAttemptContext attempt = underWay;
        if (attempt == null) {
            return;
        }
        try {
            RerankAttemptEndContext.Builder end = end(attempt).status(status);
            if (outcome instanceof Outcome.Scores scores) {
                end.requestId(scores.part().requestId());
            } else if (outcome instanceof Outcome.Failed failed) {
                Fault fault = failed.fault();
                boolean aborted = unwanted && status == 0;
                end.retryAfter(fault.retryAfter())
                        .requestId(requestId(fault))
                        .error(aborted ? new CancellationException("the call has ended") : fault.exception(""));
            }
            report(end);
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    /** Reports the end of an attempt that came to none. */
    void ended(Throwable failure) {
        RerankAttemptContext attempt = underWay;
        if (attempt == null) {
            return;
        }
        try {
            report(end(attempt).error(failure));
        } catch (Throwable broken) {
            Threads.report(broken);
        }
    }

    private RerankAttemptEndContext.Builder end(RerankAttemptContext attempt) {
        return RerankAttemptEndContext.builder(attempt).duration(Duration.ofNanos(System.nanoTime() - turn));
    }

    private void report(RerankAttemptEndContext.Builder end) {
        RerankAttemptEndContext context = end.build();
        underWay = null;
        listeners.report(listener -> listener.onAttemptEnd(context));
    }

    private static @Nullable String requestId(Fault fault) {
        return fault.cause() instanceof RerankHttpException answered
                ? answered.requestId().orElse(null)
                : null;
    }
}
