package io.github.rerank4j.internal;

import io.github.rerank4j.internal.Exchange.Answer;
import io.github.rerank4j.internal.Exchange.OversizedReply;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RateLimiter.Permit;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from its permit to its outcome: wait for the permit, get credentials, send, read, understand. The future
 * of an attempt fails only when its call is over.
 */
final class Sender {

    /** How long an aborted request may be inside a write before its connection is looked at. */
    private static final Duration UNSTICK = Duration.ofMillis(1500);
    /** What a call waits for before each attempt. */
    static final String PERMIT = "a permit to send attempt ";

    private final Authorizer authorizer;
    private final Endpoint endpoint;
    private final String service;
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
        this.service = settings.service().name();
        this.gate = parts.gate();
        this.exchange = parts.exchange();
        this.customHeaders = parts.customHeaders();
        this.interpreter = new Interpreter(
                settings.service().wire(), endpoint, service, settings.scores(), parts.backoff(), parts.log());
        this.timers = parts.timers();
        this.attemptTimeout = settings.attemptTimeout();
        this.log = parts.log();
        this.clock = parts.clock();
    }

    /** The provider and its address, for messages about no attempt in particular. */
    String place() {
        return endpoint.place(service, "");
    }

    /** Sends a batch once. */
    CompletableFuture<Outcome> send(Outgoing outgoing, CallScope call, int number) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Function<Permit, Transmission> made = granted -> new Transmission(outgoing, call, number, granted, outcome);
        CompletableFuture<Permit> permit = acquire(outgoing);
        try {
            Runnable leaveQueue = () -> permit.cancel(false);
            call.waitsFor(() -> PERMIT + number);
            call.onEnd(leaveQueue);
            permit.whenComplete((granted, failure) -> {
                call.forget(leaveQueue);
                if (failure != null) {
                    Futures.fail(outcome, Futures.unwrapped(failure));
                } else {
                    start(granted, outcome, made);
                }
            });
        } catch (Throwable failure) {
            RateGate.giveUp(permit);
            Futures.fail(outcome, failure);
        }
        return outcome;
    }

    /** Needs no memory before there is somebody to give the permit back. */
    private static void start(Permit permit, CompletableFuture<Outcome> outcome, Function<Permit, Transmission> made) {
        try {
            Transmission transmission = made.apply(permit);
            Threads.handOver(transmission.call.executor(), transmission::authorize, transmission::fail);
        } catch (Throwable noHeap) {
            permit.unused();
            Futures.fail(outcome, noHeap);
        }
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
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(false);
        }
    }

    private CompletableFuture<Permit> acquire(Outgoing outgoing) {
        try {
            return gate.acquire(outgoing.call().documents().size());
        } catch (Throwable limiterFailed) {
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
        private final String place;
        private final AtomicBoolean tooSlow = new AtomicBoolean();
        private final AtomicReference<Fault.@Nullable SlowConnect> slowConnect = new AtomicReference<>();
        private Map<String, String> credentials = Map.of();
        private Map<String, String> headers = Map.of();
        private boolean reachedWire;
        private boolean replied;
        private Timers.@Nullable Entry limit;
        private volatile Timers.@Nullable Entry connectLimit;
        private @Nullable Runnable stops;
        private long attemptEnds = Long.MAX_VALUE;
        private boolean rejected;

        Transmission(Outgoing outgoing, CallScope call, int number, Permit permit, CompletableFuture<Outcome> outcome) {
            this.outgoing = outgoing;
            this.call = call;
            this.number = number;
            this.permit = permit;
            this.outcome = outcome;
            this.place = endpoint.place(service, outgoing.request().path());
        }

        void authorize() {
            try {
                if (call.isOver()) {
                    dropped();
                } else {
                    askForCredentials();
                }
            } catch (Throwable failure) {
                fail(failure);
            }
        }

        private void askForCredentials() {
            int attempt = number;
            call.waitsFor(() -> "credentials for attempt " + attempt);
            Endpoint.Resolved target = endpoint.resolve(outgoing.request().path());
            CompletableFuture<Map<String, String>> authorized = authorized(target);
            if (authorized.isDone()) {
                authorized.whenComplete((credentials, failure) -> authorized(target.url(), credentials, failure));
                return;
            }
            Runnable giveUp = () -> authorized.cancel(false);
            call.onEnd(giveUp);
            authorized.whenComplete((credentials, failure) -> {
                call.forget(giveUp);
                Threads.handOver(call.executor(), () -> authorized(target.url(), credentials, failure), this::fail);
            });
        }

        private void dropped() {
            giveBackPermit();
            outcome.cancel(false);
        }

        /** It is over because of something that is no outcome: no thread, no heap, no stack, code of the user's. */
        void fail(Throwable failure) {
            try {
                giveBackPermit();
            } finally {
                Futures.fail(outcome, failure);
            }
        }

        private CompletableFuture<Map<String, String>> authorized(Endpoint.Resolved target) {
            try {
                CompletableFuture<Map<String, String>> authorized = authorizer.authorize(new Attempt(
                        target.uri(),
                        target.hostHeader(),
                        Exchange.CONTENT_TYPE,
                        outgoing.request().body(),
                        clock.instant()));
                // a copy, because giving up this wait must not end a refresh that other calls share
                return authorized.isDone() ? authorized : Futures.copied(authorized);
            } catch (Throwable failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        private void authorized(HttpUrl url, @Nullable Map<String, String> given, @Nullable Throwable failure) {
            if (call.isOver()) {
                dropped();
                return;
            }
            try {
                Outcome reached = outcome(url, given, failure);
                rejected = reached instanceof Outcome.Failed failed
                        && failed.fault().isThrottling();
                giveBackPermit();
                outcome.complete(reached);
            } catch (Error fatal) {
                fail(fatal);
                throw fatal;
            } catch (Throwable undeclared) {
                fail(undeclared);
            }
        }

        private Outcome outcome(HttpUrl url, @Nullable Map<String, String> given, @Nullable Throwable failure) {
            try {
                return given == null ? failed(Fault.unauthorized(place, failure)) : transmit(url, given);
            } catch (RuntimeException thrown) {
                return failed(Fault.thrown(thrown));
            }
        }

        private void giveBackPermit() {
            if (rejected) {
                permit.rejected();
            }
            if (replied) {
                permit.answered();
            } else if (reachedWire) {
                permit.abandoned();
            } else {
                permit.unused();
            }
        }

        private Outcome failed(Fault fault) {
            return new Outcome.Failed(fault, credentials);
        }

        private Outcome transmit(HttpUrl url, Map<String, String> given) {
            // strings alone: what a call waits for must not hold what it carries
            String where = place;
            int attempt = number;
            credentials = given;
            call.waitsFor(() -> "the headers that customHeaders supplies for attempt " + attempt);
            headers = headers(given);
            call.countAttempt();
            call.waitsFor(() -> "the answer of " + where + " to attempt " + attempt);
            Sent sent = described();
            log.request(url, sent);
            long start = System.nanoTime();
            attemptEnds = ends(attemptTimeout);
            try {
                Answer answer = exchange.send(url, headers, outgoing.request().body(), this);
                replied = true;
                return interpreter.outcome(sent, answer, System.nanoTime() - start);
            } catch (OversizedReply oversized) {
                return interpreter.outcome(sent, oversized, System.nanoTime() - start);
            } catch (IOException failure) {
                log.failure(sent, System.nanoTime() - start, failure);
                return failed(broken(failure, sent));
            }
        }

        private Sent described() {
            return new Sent(outgoing, credentials, headers, call.number(), number);
        }

        /** When a time that begins now is over, in the nanoseconds of the timers. */
        private long ends(Duration time) {
            long end = timers.now() + Timers.saturatedNanos(time);
            return end < 0 ? Long.MAX_VALUE : end;
        }

        private Fault broken(IOException failure, Sent sent) {
            Fault.SlowConnect slow = slowConnect.get();
            if (slow != null) {
                return Fault.slowConnect(place, exchange.connectTimeout(), slow);
            }
            return tooSlow.get()
                    ? Fault.tooSlow(place, attemptTimeout)
                    : Fault.unreadable(place, failure, sent.redacted(String.valueOf(failure.getMessage())));
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
        public void began(Exchange.Ongoing request) {
            Runnable stop = () -> stop(request);
            stops = stop;
            call.onEnd(stop);
            long left = attemptEnds - timers.now();
            if (attemptEnds < call.deadline()) {
                limit = timers.after(left, () -> {
                    tooSlow.set(true);
                    stop(request);
                });
            }
        }

        /** Ends a request whose time is over, or whose call has ended. */
        private void stop(Exchange.Ongoing request) {
            if (timers.now() >= Math.min(attemptEnds, call.deadline())) {
                request.abortTooSlow();
            } else {
                request.abort();
            }
            if (request.mayStick()) {
                timers.after(UNSTICK, request::unstick);
            }
        }

        @Override
        public void connects(Exchange.Ongoing request, boolean proxied) {
            Duration connectTimeout = exchange.connectTimeout();
            // another address, or another version of TLS: the connection before has failed already
            cancel(connectLimit);
            if (!connectTimeout.isZero()) {
                connectLimit = timers.after(connectTimeout, () -> {
                    slowConnect.set(proxied ? Fault.SlowConnect.PROXY : Fault.SlowConnect.TLS);
                    request.abort();
                });
            }
        }

        @Override
        public void reachesWire() {
            reachedWire = true;
            cancel(connectLimit);
            call.rearmInterrupt();
        }

        @Override
        public void sent() {
            permit.sent();
        }

        @Override
        public void sendsAgain(IOException reason) {
            log.again(described(), reason);
        }

        @Override
        public void ended(Exchange.Ongoing request) {
            Runnable stop = stops;
            if (stop != null) {
                call.forget(stop);
            }
            cancel(limit);
            cancel(connectLimit);
        }

        private static void cancel(Timers.@Nullable Entry entry) {
            if (entry != null) {
                entry.cancel();
            }
        }
    }
}
