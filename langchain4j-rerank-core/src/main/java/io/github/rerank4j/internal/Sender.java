package io.github.rerank4j.internal;

import io.github.rerank4j.internal.Exchange.Answer;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RateLimiter.Permit;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from its permit to its outcome: wait for the permit, get credentials, send, read, understand. The future
 * of an attempt fails only when its call is over.
 */
final class Sender {

    private final Authorizer authorizer;
    private final Endpoint endpoint;
    private final String place;
    private final RateGate gate;
    private final Exchange exchange;
    private final CustomHeaders customHeaders;
    private final Interpreter interpreter;
    private final Timers timers;
    private final Duration attemptTimeout;
    private final AttemptLog log;
    private final Clock clock;

    Sender(PipelineSettings settings, PipelineParts parts) {
        this.authorizer = settings.service().authorizer();
        this.endpoint = parts.endpoint();
        this.place = settings.service().name() + " at " + endpoint.host();
        this.gate = parts.gate();
        this.exchange = parts.exchange();
        this.customHeaders = parts.customHeaders();
        this.interpreter = new Interpreter(settings.service().wire(), endpoint, place, parts.backoff(), parts.log());
        this.timers = parts.timers();
        this.attemptTimeout = settings.attemptTimeout();
        this.log = parts.log();
        this.clock = parts.clock();
    }

    /** One batch as it goes out, encoded once for all its attempts. */
    record Outgoing(RerankCall call, WireRequest request) {}

    /** One attempt of a batch as it went out. */
    record Sent(Outgoing outgoing, Map<String, String> credentials, Map<String, String> headers, int number) {

        /** A provider's words without what only we and the user may know. */
        String redacted(String words) {
            List<String> secrets = new ArrayList<>(headers.values());
            secrets.removeAll(outgoing.request().headers().values());
            return Redaction.of(words, secrets, outgoing.call());
        }
    }

    /** Sends a batch once. */
    CompletableFuture<Outcome> send(Outgoing outgoing, CallScope call, int number) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        CompletableFuture<Permit> permit = acquire(outgoing);
        Runnable leaveQueue = () -> permit.cancel(false);
        call.waitsFor("a permit to send attempt " + number);
        call.onEnd(leaveQueue);
        permit.whenComplete((granted, failure) -> {
            call.forget(leaveQueue);
            if (failure != null) {
                outcome.completeExceptionally(Futures.unwrapped(failure));
            } else {
                call.executor().execute(() -> new Transmission(outgoing, call, number, granted, outcome).authorize());
            }
        });
        return outcome;
    }

    /** What the authorizer has put right, so that the refused request is worth one more attempt. */
    CompletableFuture<Boolean> mend(Outcome.Failed failed) {
        Refused refused = failed.fault().refused();
        WireReply reply = failed.fault().reply();
        if (refused == null || reply == null) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return authorizer.mend(refused, reply, failed.credentials()).exceptionally(failure -> false);
        } catch (RuntimeException failure) {
            return CompletableFuture.completedFuture(false);
        }
    }

    private CompletableFuture<Permit> acquire(Outgoing outgoing) {
        try {
            return gate.acquire(outgoing.call().documents().size());
        } catch (RuntimeException limiterFailed) {
            return CompletableFuture.failedFuture(limiterFailed);
        }
    }

    /** One attempt that has its permit. */
    private final class Transmission implements Exchange.Transfer {

        private final Outgoing outgoing;
        private final CallScope call;
        private final int number;
        private final Permit permit;
        private final CompletableFuture<Outcome> outcome;
        private final AtomicBoolean tooSlow = new AtomicBoolean();
        private Map<String, String> credentials = Map.of();
        private Map<String, String> headers = Map.of();
        private boolean replied;
        private Timers.@Nullable Entry limit;
        private boolean rejected;

        Transmission(Outgoing outgoing, CallScope call, int number, Permit permit, CompletableFuture<Outcome> outcome) {
            this.outgoing = outgoing;
            this.call = call;
            this.number = number;
            this.permit = permit;
            this.outcome = outcome;
        }

        void authorize() {
            if (call.isOver()) {
                permit.abandoned();
                outcome.cancel(false);
                return;
            }
            HttpUrl url = endpoint.resolve(outgoing.request().path());
            CompletableFuture<Map<String, String>> authorized = authorized(url);
            if (authorized.isDone()) {
                authorized.whenComplete((credentials, failure) -> authorized(url, credentials, failure));
            } else {
                call.waitsFor("credentials for attempt " + number);
                Runnable giveUp = () -> authorized.cancel(false);
                call.onEnd(giveUp);
                authorized.whenCompleteAsync(
                        (credentials, failure) -> {
                            call.forget(giveUp);
                            authorized(url, credentials, failure);
                        },
                        call.executor());
            }
        }

        private CompletableFuture<Map<String, String>> authorized(HttpUrl url) {
            try {
                CompletableFuture<Map<String, String>> authorized = authorizer.authorize(new Attempt(
                        url.uri(),
                        Exchange.hostHeader(url),
                        Exchange.CONTENT_TYPE,
                        outgoing.request().body(),
                        clock.instant()));
                // a copy, because giving up this wait must not end a refresh that other calls share
                return authorized.isDone() ? authorized : authorized.copy();
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        private void authorized(HttpUrl url, @Nullable Map<String, String> given, @Nullable Throwable failure) {
            try {
                Outcome reached = given == null ? failed(Fault.unauthorized(place, failure)) : transmit(url, given);
                rejected = reached instanceof Outcome.Failed failed
                        && failed.fault().isThrottling();
                giveBackPermit();
                outcome.complete(reached);
            } catch (RuntimeException thrown) {
                giveBackPermit();
                outcome.complete(failed(Fault.thrown(thrown)));
            } catch (Error fatal) {
                giveBackPermit();
                outcome.completeExceptionally(fatal);
                throw fatal;
            }
        }

        private void giveBackPermit() {
            if (rejected) {
                permit.rejected();
            }
            if (replied) {
                permit.answered();
            } else {
                permit.abandoned();
            }
        }

        private Outcome failed(Fault fault) {
            return new Outcome.Failed(fault, credentials);
        }

        private Outcome transmit(HttpUrl url, Map<String, String> given) {
            credentials = given;
            headers = headers(given);
            call.countAttempt();
            call.waitsFor("the answer of " + place + " to attempt " + number);
            log.request(url, outgoing.call(), number, outgoing.request().body().length);
            long start = System.nanoTime();
            Sent sent = new Sent(outgoing, credentials, headers, number);
            try {
                Answer answer = exchange.send(url, headers, outgoing.request().body(), this);
                replied = true;
                return interpreter.outcome(sent, answer, System.nanoTime() - start);
            } catch (IOException failure) {
                log.failure(number, System.nanoTime() - start, failure);
                return failed(
                        tooSlow.get()
                                ? Fault.tooSlow(place, attemptTimeout)
                                : Fault.unreadable(
                                        place, failure, sent.redacted(String.valueOf(failure.getMessage()))));
            }
        }

        private Map<String, String> headers(Map<String, String> given) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("Accept", "application/json");
            all.putAll(outgoing.request().headers());
            all.putAll(given);
            given.forEach(CustomHeaders::requireSendable);
            return customHeaders.over(all);
        }

        @Override
        public void began(Runnable abort) {
            call.onEnd(abort);
            long limitNanos = Timers.saturatedNanos(attemptTimeout);
            if (limitNanos < call.deadline() - timers.now()) {
                limit = timers.after(limitNanos, () -> {
                    tooSlow.set(true);
                    abort.run();
                });
            }
        }

        @Override
        public void reachesWire() {
            call.rearmInterrupt();
        }

        @Override
        public void sent() {
            permit.sent();
        }

        @Override
        public void ended(Runnable abort) {
            call.forget(abort);
            if (limit != null) {
                limit.cancel();
            }
        }
    }
}
