package io.github.rerank4j.internal;

import dev.langchain4j.exception.LangChain4jException;
import io.github.rerank4j.internal.Batches.Part;
import io.github.rerank4j.internal.Exchange.Answer;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RateLimiter.Permit;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
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

    private final RerankWire wire;
    private final Authorizer authorizer;
    private final Endpoint endpoint;
    private final String place;
    private final RateGate gate;
    private final Exchange exchange;
    private final CustomHeaders customHeaders;
    private final Backoff backoff;
    private final Timers timers;
    private final Duration attemptTimeout;
    private final AttemptLog log;
    private final Clock clock;

    Sender(PipelineSettings settings, PipelineParts parts) {
        this.wire = settings.service().wire();
        this.authorizer = settings.service().authorizer();
        this.endpoint = parts.endpoint();
        this.place = settings.service().name() + " at " + endpoint.host();
        this.gate = parts.gate();
        this.exchange = parts.exchange();
        this.customHeaders = parts.customHeaders();
        this.backoff = parts.backoff();
        this.timers = parts.timers();
        this.attemptTimeout = settings.attemptTimeout();
        this.log = parts.log();
        this.clock = parts.clock();
    }

    /** One batch as it goes out, encoded once for all its attempts. */
    record Outgoing(RerankCall call, WireRequest request) {}

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
    CompletableFuture<Boolean> mend(Fault fault) {
        Refused refused = fault.refused();
        WireReply reply = fault.reply();
        if (refused == null || reply == null) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return authorizer.mend(refused, reply).exceptionally(failure -> false);
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
        private Map<String, String> headers = Map.of();
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
                permit.answered();
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

        private void authorized(HttpUrl url, @Nullable Map<String, String> credentials, @Nullable Throwable failure) {
            Outcome reached;
            try {
                reached = credentials == null
                        ? new Outcome.Failed(Fault.unauthorized(place, failure == null ? missing() : failure))
                        : transmit(url, credentials);
            } catch (RuntimeException thrown) {
                reached = new Outcome.Failed(Fault.thrown(thrown));
            } catch (Error fatal) {
                permit.answered();
                outcome.completeExceptionally(fatal);
                throw fatal;
            }
            if (rejected) {
                permit.rejected();
            }
            permit.answered();
            outcome.complete(reached);
        }

        private Outcome transmit(HttpUrl url, Map<String, String> credentials) {
            headers = headers(credentials);
            call.countAttempt();
            call.waitsFor("the answer of " + place + " to attempt " + number);
            log.request(url, outgoing.call(), number, outgoing.request().body().length);
            long start = System.nanoTime();
            try {
                Answer answer = exchange.send(url, headers, outgoing.request().body(), this);
                return understood(answer, System.nanoTime() - start);
            } catch (IOException failure) {
                log.failure(number, System.nanoTime() - start, failure);
                return new Outcome.Failed(
                        tooSlow.get()
                                ? Fault.tooSlow(place, attemptTimeout)
                                : Fault.unreadable(place, failure, words(String.valueOf(failure.getMessage()))));
            }
        }

        private Map<String, String> headers(Map<String, String> credentials) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("Accept", "application/json");
            all.putAll(outgoing.request().headers());
            all.putAll(credentials);
            credentials.forEach(CustomHeaders::requireSendable);
            return customHeaders.over(all);
        }

        private Outcome understood(Answer answer, long nanos) {
            WireReply reply = answer.reply();
            if (reply.status() >= 300 && reply.status() < 400) {
                log.reply(number, reply, nanos, null, null);
                return new Outcome.Failed(Fault.redirected(place, reply, target(reply)));
            }
            RerankReply decoded = wire.decode(reply);
            if (decoded instanceof Scored scored) {
                log.reply(number, reply, nanos, scored.requestId(), scored.usage());
                return scored(scored, answer);
            }
            Refused refused = (Refused) decoded;
            log.reply(number, reply, nanos, refused.requestId(), null);
            rejected = refused.kind() == ErrorKind.RATE_LIMIT;
            return new Outcome.Failed(
                    Fault.refused(place, refused, words(refused.message()), reply, backoff.asked(reply)));
        }

        private Outcome scored(Scored scored, Answer answer) {
            try {
                double[] scores =
                        Replies.align(scored, outgoing.call().documents().size());
                return new Outcome.Scores(new Part(scores, scored.usage(), scored.modelName(), scored.requestId()));
            } catch (Replies.Misaligned misaligned) {
                answer.discardConnection().run();
                String problem = misaligned.getMessage();
                String excerpt = answer.reply().json().isContainerNode() ? "" : excerpt(answer.reply());
                return new Outcome.Failed(
                        Fault.invalidReply(place, answer.reply(), scored.requestId(), problem + excerpt));
            }
        }

        private String excerpt(WireReply reply) {
            String excerpt = words(reply.excerpt());
            return excerpt.isEmpty() ? "; its body is empty" : "; it is no JSON object and begins: " + excerpt;
        }

        private String words(String words) {
            return Redaction.of(words, headers.values(), outgoing.call());
        }

        private String target(WireReply reply) {
            String location = reply.header("Location");
            HttpUrl target = location == null ? null : endpoint.resolve("").resolve(location);
            return target == null ? "another address" : target.host();
        }

        private LangChain4jException missing() {
            return new LangChain4jException("the authorizer gave no headers");
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
