package io.github.rerank4j.internal;

import dev.langchain4j.exception.RateLimitException;
import io.github.rerank4j.internal.Batches.Part;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks again where that can help, as often as the user allows, and never past the deadline of the call. */
final class Retrier {

    private final Sender sender;
    private final Backoff backoff;
    private final Timers timers;
    private final int maxRetries;
    private final Duration timeout;

    Retrier(Sender sender, Backoff backoff, Timers timers, int maxRetries, Duration timeout) {
        this.sender = sender;
        this.backoff = backoff;
        this.timers = timers;
        this.maxRetries = maxRetries;
        this.timeout = timeout;
    }

    /** The scores of one batch. */
    CompletableFuture<Part> send(Outgoing outgoing, CallScope call) {
        Attempts attempts = new Attempts(outgoing, call);
        attempts.next();
        return attempts.part;
    }

    /** The attempts of one request. */
    private final class Attempts {

        private final Outgoing outgoing;
        private final CallScope call;
        private final CompletableFuture<Part> part = new CompletableFuture<>();
        private int made;
        private int failures;
        private int limitedFailures;
        private boolean mended;

        Attempts(Outgoing outgoing, CallScope call) {
            this.outgoing = outgoing;
            this.call = call;
        }

        void next() {
            made++;
            guarded(() -> sender.send(outgoing, call, made)
                    .whenComplete((outcome, failure) -> guarded(() -> attempted(outcome, failure))));
        }

        /** Whatever goes wrong on the way fails the request. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (Throwable failure) {
                Futures.fail(part, failure);
            }
        }

        private void attempted(@Nullable Outcome outcome, @Nullable Throwable failure) {
            if (failure != null) {
                Futures.fail(part, Futures.unwrapped(failure));
            } else if (outcome instanceof Outcome.Scores scores) {
                part.complete(scores.part());
            } else if (outcome instanceof Outcome.Failed failed && !call.isOver()) {
                mend(failed);
            }
        }

        private void mend(Outcome.Failed outcome) {
            Fault fault = outcome.fault();
            if (mended || fault.refused() == null) {
                failed(fault);
                return;
            }
            int attempt = made;
            call.waitsFor(() -> "new credentials after attempt " + attempt);
            sender.mend(outcome)
                    .whenComplete((done, failure) -> guarded(() -> {
                        if (done != null && done) {
                            mended = true;
                            Threads.handOver(call.executor(), this::next, noThread -> Futures.fail(part, noThread));
                        } else {
                            failed(fault);
                        }
                    }));
        }

        private void failed(Fault fault) {
            if (!repeatable(fault)) {
                part.completeExceptionally(fault.exception(made > 1 ? "; gave up after " + made + " attempts" : ""));
                return;
            }
            long left = call.deadline() - timers.now();
            Duration asked = fault.retryAfter();
            if (asked != null && Timers.saturatedNanos(asked) > left) {
                part.completeExceptionally(asksTooLong(fault, asked, left));
                return;
            }
            Duration wait = asked == null ? backoff.before(failures) : asked;
            if (Timers.saturatedNanos(wait) >= left) {
                part.completeExceptionally(fault.exception(noTime(wait, left)));
                return;
            }
            waitFor(wait);
        }

        /** A kind that may be repeated just so often is counted by itself. */
        private boolean repeatable(Fault fault) {
            failures++;
            limitedFailures += fault.repeats() == Integer.MAX_VALUE ? 0 : 1;
            boolean kindAllows = fault.repeats() == Integer.MAX_VALUE || limitedFailures <= fault.repeats();
            return kindAllows && failures <= maxRetries;
        }

        private void waitFor(Duration wait) {
            int attempt = made;
            call.waitsFor(() -> "its turn to repeat attempt " + attempt + " in " + Timers.readable(wait));
            Timers.Entry entry = timers.after(wait, this::next);
            call.onEnd(entry::cancel);
        }

        private RateLimitException asksTooLong(Fault fault, Duration asked, long left) {
            return new RateLimitException(
                    fault.message() + "; the service asks to wait " + Timers.readable(asked) + noTime(asked, left),
                    fault.cause());
        }

        private String noTime(Duration wait, long left) {
            return "; not repeated, because the next attempt in " + Timers.readable(wait) + " does not fit the "
                    + Timers.readable(Duration.ofNanos(Math.max(0, left))) + " that are left of timeout ("
                    + Timers.readable(timeout) + ")";
        }
    }
}
