package io.github.rerank4j.internal.attempt;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.internal.call.Awaited;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.http.AbortableExchange;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.internal.http.Exchange.Received;
import io.github.rerank4j.internal.http.ExchangeEvents;
import io.github.rerank4j.internal.http.OversizedReply;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.spi.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One attempt that has its permit. */
final class RunningAttempt implements ExchangeEvents {

    /** How long an aborted request may be inside a write before its connection is looked at. */
    private static final Duration UNSTICK = Duration.ofMillis(1500);

    private final Means means;
    private final EncodedBatch batch;
    private final boolean needsProbabilities;
    private final CallScope call;
    private final int number;
    private final AttemptEvents events;
    private final Permit permit;
    private final CompletableFuture<Outcome> result;
    private volatile boolean tooSlow;
    private volatile Fault.@Nullable SlowConnect slowConnect;
    private Map<String, String> credentials = Map.of();
    private Map<String, String> headers = Map.of();
    private boolean reachedWire;
    private boolean replied;
    private int status;
    private Timers.@Nullable Entry limit;
    private volatile Timers.@Nullable Entry connectLimit;
    private @Nullable Runnable stops;
    private long attemptEnds = Long.MAX_VALUE;
    private boolean rejected;
    private @Nullable TokenUsage usage;

    RunningAttempt(
            Means means,
            EncodedBatch batch,
            boolean needsProbabilities,
            CallScope call,
            int number,
            AttemptEvents events,
            Permit permit,
            CompletableFuture<Outcome> result) {
        this.means = means;
        this.batch = batch;
        this.needsProbabilities = needsProbabilities;
        this.call = call;
        this.number = number;
        this.events = events;
        this.permit = permit;
        this.result = result;
    }

    /** Has it sent by the executor of its call. */
    void begin() {
        if (call.hasForeignExecutor()) {
            int attempt = number;
            call.waitsFor(Awaited.EXECUTOR, () -> "a thread of the request's executor for attempt " + attempt);
        }
        handOver(this::authorize);
    }

    private void authorize() {
        try {
            events.itsTurn();
            if (call.isOver()) {
                dropped();
            } else {
                askForCredentials();
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** A step that an executor of the user's forgets, permit and all, is given up when the call ends. */
    private void handOver(Runnable step) {
        if (!call.hasForeignExecutor()) {
            call.handOver(step, this::fail);
            return;
        }
        AtomicBoolean settled = new AtomicBoolean();
        Runnable giveUp = () -> {
            if (settled.compareAndSet(false, true)) {
                dropped();
            }
        };
        call.onEnd(giveUp);
        call.handOver(
                () -> {
                    if (settled.compareAndSet(false, true)) {
                        call.forget(giveUp);
                        step.run();
                    }
                },
                refused -> {
                    if (settled.compareAndSet(false, true)) {
                        call.forget(giveUp);
                        fail(refused);
                    }
                });
    }

    private void askForCredentials() {
        int attempt = number;
        call.waitsFor(Awaited.CREDENTIALS, () -> "credentials for attempt " + attempt);
        Endpoint.Resolved target =
                means.parts().endpoint().resolve(batch.request().path());
        CompletableFuture<Map<String, String>> asked = credentials(target);
        if (asked.isDone()) {
            asked.whenComplete((given, failure) -> run(target, given, failure));
            return;
        }
        Runnable giveUp = () -> asked.cancel(false);
        call.onEnd(giveUp);
        asked.whenComplete((given, failure) -> {
            call.forget(giveUp);
            goOn(target, given, failure);
        });
    }

    /** Whoever brings the credentials would lose what is thrown here, and the permit with it. */
    private void goOn(Endpoint.Resolved target, @Nullable Map<String, String> given, @Nullable Throwable failure) {
        try {
            handOver(() -> run(target, given, failure));
        } catch (Throwable noHeap) {
            fail(noHeap);
        }
    }

    private void dropped() {
        giveBackPermit();
        result.cancel(false);
    }

    /** It is over because of something that is no outcome: no thread, no heap, no stack, code of the user's. */
    void fail(Throwable failure) {
        try {
            giveBackPermit();
        } finally {
            try {
                events.ended(failure);
            } finally {
                Futures.fail(result, failure);
            }
        }
    }

    private CompletableFuture<Map<String, String>> credentials(Endpoint.Resolved target) {
        try {
            CompletableFuture<Map<String, String>> asked = means.authorizer()
                    .authorize(new Attempt(
                            target.uri(),
                            target.hostHeader(),
                            Exchange.CONTENT_TYPE,
                            batch.request().body(),
                            means.parts().clock().instant()));
            // a copy, because giving up this wait must not end a refresh that other calls share
            return asked.isDone() ? asked : Futures.copied(asked);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Sends the request with these credentials, or says why there are none; then the attempt is over. */
    private void run(Endpoint.Resolved target, @Nullable Map<String, String> given, @Nullable Throwable failure) {
        if (call.isOver()) {
            dropped();
            return;
        }
        try {
            Outcome reached = outcomeOf(target, given, failure);
            rejected =
                    reached instanceof Outcome.Failed failed && failed.fault().isThrottling();
            usage = reached.usage();
            giveBackPermit();
            reportEnd(reached);
            result.complete(reached);
        } catch (Error fatal) {
            fail(fatal);
            throw fatal;
        } catch (Throwable undeclared) {
            fail(undeclared);
        }
    }

    /** After the permit is back: a listener that blocks holds up no other attempt. */
    private void reportEnd(Outcome reached) {
        if (events.areHeard()) {
            int attempt = number;
            call.waitsFor(
                    Awaited.LISTENERS, () -> "the listeners, which are notified of the end of attempt " + attempt);
            events.ended(reached, status, call.isOver());
        }
    }

    private Outcome outcomeOf(
            Endpoint.Resolved target, @Nullable Map<String, String> given, @Nullable Throwable failure) {
        try {
            return given == null ? failed(Fault.unauthorized(endpoint(), failure)) : transmit(target, given);
        } catch (RuntimeException thrown) {
            return failed(Fault.thrown(thrown));
        }
    }

    private void giveBackPermit() {
        if (rejected) {
            permit.rejected();
        }
        if (usage != null) {
            permit.used(usage);
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
        return new Outcome.Failed(fault, credentials, null);
    }

    private Outcome transmit(Endpoint.Resolved target, Map<String, String> given) {
        // what a call waits for must not hold what it carries
        Means where = means;
        String path = batch.request().path();
        int attempt = number;
        credentials = given;
        call.waitsFor(Awaited.HEADERS, () -> "the headers that customHeaders supplies for attempt " + attempt);
        headers = headers(given);
        call.countAttempt();
        if (events.areHeard()) {
            call.waitsFor(
                    Awaited.LISTENERS, () -> "the listeners, which are notified of the start of attempt " + attempt);
            headers = means.parts().customHeaders().withAdded(headers, events.started());
        }
        call.waitsFor(Awaited.SERVICE, () -> "the response of " + where.endpoint(path) + " to attempt " + attempt);
        SentAttempt sent = sentAttempt();
        means.parts().log().request(target, sent);
        long start = System.nanoTime();
        attemptEnds = ends(means.parts().attemptTimeout());
        try {
            Received received = means.parts()
                    .exchange()
                    .send(target, headers, batch.request().body(), this);
            replied = true;
            status = received.reply().status();
            return means.interpreter().outcome(sent, received, System.nanoTime() - start);
        } catch (OversizedReply oversized) {
            status = oversized.head().status();
            return means.interpreter().outcome(sent, oversized, System.nanoTime() - start);
        } catch (IOException failure) {
            means.parts().log().failure(sent, System.nanoTime() - start, failure);
            return failed(broken(failure, sent));
        }
    }

    private String endpoint() {
        return means.endpoint(batch.request().path());
    }

    private SentAttempt sentAttempt() {
        return new SentAttempt(batch, needsProbabilities, credentials, headers, call.context(), number);
    }

    /** When a time that begins now is over, in the nanoseconds of the timers. */
    private long ends(Duration time) {
        long end = means.parts().timers().now() + Durations.saturatedNanos(time);
        return end < 0 ? Long.MAX_VALUE : end;
    }

    private Fault broken(IOException failure, SentAttempt sent) {
        Fault.SlowConnect slow = slowConnect;
        if (slow != null) {
            return Fault.slowConnect(endpoint(), means.parts().exchange().connectTimeout(), slow);
        }
        if (tooSlow) {
            return Fault.tooSlow(endpoint(), means.parts().attemptTimeout());
        }
        // nobody hears of it once the call is over, and looking through long texts keeps the caller waiting
        String words = call.isOver() || failure.getMessage() == null ? "" : sent.redacted(failure.getMessage());
        words = words.isEmpty() ? failure.getClass().getSimpleName() : words;
        return Fault.unreadable(
                endpoint(), failure, words, means.parts().exchange().connectTimeout());
    }

    private Map<String, String> headers(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "application/json");
        all.putAll(batch.request().headers());
        given.forEach((name, value) -> {
            CustomHeaders.requireSendable(name, value);
            all.put(name, value);
        });
        return means.parts().customHeaders().over(all);
    }

    @Override
    public void began(AbortableExchange request) {
        Runnable stop = () -> stop(request);
        stops = stop;
        call.onEnd(stop);
        long left = attemptEnds - means.parts().timers().now();
        if (attemptEnds < call.deadline()) {
            limit = means.parts().timers().after(left, () -> {
                tooSlow = true;
                stop(request);
            });
        }
    }

    /** Ends a request whose time is over, or whose call has ended. */
    private void stop(AbortableExchange request) {
        if (means.parts().timers().now() >= Math.min(attemptEnds, call.deadline())) {
            request.abortTooSlow();
        } else {
            request.abort();
        }
        if (request.mayStick()) {
            means.parts().timers().after(UNSTICK, request::unstick);
        }
    }

    @Override
    public void connects(AbortableExchange request, boolean proxied) {
        Duration connectTimeout = means.parts().exchange().connectTimeout();
        // another address, or another version of TLS: the connection before has failed already
        cancel(connectLimit);
        if (!connectTimeout.isZero()) {
            connectLimit = means.parts().timers().after(connectTimeout, () -> {
                slowConnect = proxied ? Fault.SlowConnect.PROXY : Fault.SlowConnect.TLS;
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
        means.parts().log().again(sentAttempt(), reason);
    }

    @Override
    public void ended(AbortableExchange request) {
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
