package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.internal.attempt.Pauses.Pause;
import io.github.rerank4j.internal.call.Awaited;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.packing.Batches.BatchScores;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.spi.ErrorKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks again where that can help, as often as the user allows, and never past the deadline of the call. */
public final class Retrier {

    private static final Duration SHORTEST_LAST_WAIT = Duration.ofMillis(250);

    private final Sender sender;
    private final Backoff backoff;
    private final Timers timers;
    private final Pauses pauses;
    private final String endpoint;

    /** A retrier over a sender. */
    public Retrier(Sender sender, AttemptParts parts) {
        this.sender = sender;
        this.backoff = parts.backoff();
        this.timers = parts.timers();
        this.pauses = new Pauses(timers);
        this.endpoint = sender.endpoint();
    }

    /**
     * The scores of one batch.
     *
     * @param needsProbabilities whether a score outside 0 to 1 is an error
     */
    public CompletableFuture<BatchScores> send(EncodedBatch batch, boolean needsProbabilities, CallScope call) {
        Attempts attempts = new Attempts(batch, needsProbabilities, call);
        attempts.next();
        return attempts.part;
    }

    /** The attempts of one request. */
    private final class Attempts {

        private final EncodedBatch batch;
        private final boolean needsProbabilities;
        private final CallScope call;
        private final CompletableFuture<BatchScores> part = new CompletableFuture<>();
        private int made;
        private int failures;
        private int limitedFailures;
        private int loadings;
        private boolean refreshed;
        private @Nullable Fault last;

        Attempts(EncodedBatch batch, boolean needsProbabilities, CallScope call) {
            this.batch = batch;
            this.needsProbabilities = needsProbabilities;
            this.call = call;
        }

        /** The next attempt, once the service is not to be left alone any more. */
        void next() {
            guarded(this::attemptWhenAllowed);
        }

        private void attemptWhenAllowed() {
            Pause pause = pauses.of(batch.call().modelName());
            if (pause == null) {
                attempt();
            } else if (pause.until() >= call.deadline()) {
                part.completeExceptionally(patience().wished(pause, timers.now(), left()));
            } else {
                Duration asked = pause.asked();
                call.waitsFor(
                        Awaited.SERVICE,
                        () -> "the end of the " + Durations.readable(asked) + " the service asked to wait");
                runAfter(Duration.ofNanos(pause.until() - timers.now()));
            }
        }

        private void attempt() {
            made++;
            sender.send(batch, needsProbabilities, call, made)
                    .whenComplete((outcome, failure) -> guarded(() -> attempted(outcome, failure)));
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
                Futures.fail(part, reason(Futures.unwrapped(failure)));
            } else if (outcome instanceof Outcome.Scores scores) {
                part.complete(scores.part());
            } else if (outcome instanceof Outcome.Failed failed && !call.isOver()) {
                refreshCredentials(failed);
            }
        }

        /** What the limiter says is put into the words of this call; the cause is the attempt before, if there was one. */
        private Throwable reason(Throwable failure) {
            if (failure instanceof NoPermitInTimeException refused) {
                Throwable before = last == null ? null : last.cause();
                return patience()
                        .noPermit(
                                refused.leastWait(),
                                made > 1,
                                left(),
                                before == null ? refused : before,
                                sender.limitersTrouble());
            }
            return failure;
        }

        private void refreshCredentials(Outcome.Failed outcome) {
            Fault fault = outcome.fault();
            last = fault;
            if (refreshed || fault.refused() == null) {
                failed(fault);
                return;
            }
            int attempt = made;
            call.waitsFor(Awaited.CREDENTIALS, () -> "new credentials after attempt " + attempt);
            CompletableFuture<Boolean> refreshing = sender.refreshCredentials(outcome);
            if (refreshing.isDone()) {
                refreshed(refreshing.join(), fault);
                return;
            }
            // not by who refreshes them: the user's code that hears of it may block
            refreshing.whenComplete((done, failure) -> call.handOver(
                    () -> guarded(() -> refreshed(done != null && done, fault)),
                    noThread -> Futures.fail(part, noThread)));
        }

        private void refreshed(boolean done, Fault fault) {
            if (done) {
                refreshed = true;
                call.handOver(this::next, noThread -> Futures.fail(part, noThread));
            } else {
                failed(fault);
            }
        }

        private void failed(Fault fault) {
            Duration asked = fault.retryAfter();
            if (asked != null && fault.saysWhenToComeBack()) {
                pauses.remember(batch.call().modelName(), asked, fault.status());
            }
            if (!repeatable(fault)) {
                String wish = asked == null ? "" : "; the service asks to wait " + Durations.readable(asked);
                String tries = made > 1 ? "; gave up after " + made + " attempts" : "";
                part.completeExceptionally(fault.exception(wish + tries));
                return;
            }
            long left = left();
            if (asked != null && Durations.saturatedNanos(asked) > left) {
                part.completeExceptionally(patience().asksTooLong(fault, asked, left));
                return;
            }
            Duration wait = fault.isLoading() ? whileLoading(fault, left) : usual(asked);
            if (Durations.saturatedNanos(wait) >= left) {
                part.completeExceptionally(fault.exception(patience().noTime(wait, left)));
                return;
            }
            int attempt = made;
            call.waitsFor(
                    Awaited.SERVICE, () -> "its turn to repeat attempt " + attempt + " in " + Durations.readable(wait));
            runAfter(wait);
        }

        /** A kind that may be repeated just so often is counted by itself; a server that loads is not counted. */
        private boolean repeatable(Fault fault) {
            if (fault.isLoading()) {
                loadings++;
                return call.limits().maxRetries() > 0;
            }
            failures++;
            boolean unlimited = fault.repeats() == ErrorKind.UNLIMITED;
            limitedFailures += unlimited ? 0 : 1;
            boolean kindAllows = unlimited || limitedFailures <= fault.repeats();
            return kindAllows && failures <= call.limits().maxRetries();
        }

        private Duration usual(@Nullable Duration asked) {
            return asked == null ? backoff.before(failures) : longer(asked, backoff.least(failures));
        }

        /** As asked, or as the server estimates; else growing, and sooner where the time runs out. */
        private Duration whileLoading(Fault fault, long left) {
            Duration growing = backoff.before(loadings);
            if (fault.retryAfter() != null) {
                return longer(fault.retryAfter(), backoff.least(loadings));
            }
            Duration estimate = fault.estimate();
            if (estimate != null && Durations.saturatedNanos(estimate) < left) {
                return longer(estimate, backoff.least(loadings));
            }
            Duration half = Duration.ofNanos(left / 2);
            return half.compareTo(SHORTEST_LAST_WAIT) > 0 && half.compareTo(growing) < 0 ? half : growing;
        }

        private void runAfter(Duration wait) {
            Timers.Entry entry = timers.after(wait, call.inContext(this::next));
            call.onEnd(entry::cancel);
        }

        private Patience patience() {
            return new Patience(endpoint, call.limits().timeout());
        }

        private long left() {
            return call.deadline() - timers.now();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
