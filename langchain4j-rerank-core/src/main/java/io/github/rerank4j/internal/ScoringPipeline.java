package io.github.rerank4j.internal;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.internal.attempt.AttemptParts;
import io.github.rerank4j.internal.attempt.Retrier;
import io.github.rerank4j.internal.attempt.Sender;
import io.github.rerank4j.internal.call.CallLimits;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.call.Listeners;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.internal.pacing.RateGate;
import io.github.rerank4j.internal.packing.Batches.Part;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.internal.packing.Packer;
import io.github.rerank4j.spi.RerankService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What happens to a call, in order: it is validated; packed into requests that fit the limits; each request is sent,
 * and sent again where that can help; every reply is checked to hold one finite score per document; the scores are
 * merged in document order. One deadline covers it all, and the first request that fails ends the call. Nothing here
 * blocks, except the caller of {@link #rerank}, whose thread does the first request's work while it waits.
 */
public final class ScoringPipeline implements AutoCloseable {

    private final PipelineSettings settings;
    private final RerankService service;
    private final ExecutorService threads;
    private final Executor executor = this::run;
    private final Timers timers;
    private final Exchange exchange;
    private final Packer packer;
    private final Retrier retrier;
    private final TooLate tooLate;
    private final Listeners listeners;
    private final Set<CallScope> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong callNumbers = new AtomicLong();
    private final AtomicBoolean warnedOfCapture = new AtomicBoolean();
    private volatile boolean closed;

    /** A pipeline ready for calls. */
    public ScoringPipeline(PipelineSettings settings) {
        this(settings, Threads.executor(), executor -> Timers.on(Threads.forWhatFallsDue(executor)));
    }

    ScoringPipeline(PipelineSettings settings, ExecutorService threads, Function<Executor, Timers> timersOn) {
        this.settings = settings;
        this.service = settings.service();
        this.packer = new Packer(service.wire(), settings.packing());
        this.threads = threads;
        this.timers = timersOn.apply(executor);
        Endpoint endpoint = Endpoint.of(settings.baseUrl());
        this.exchange = Exchange.of(settings.client(), settings.pacing().maxConcurrentRequests(), endpoint.isHttps());
        AttemptParts parts =
                AttemptParts.of(service, settings.attempts(), settings.logger(), endpoint, exchange, timers);
        RateGate gate = RateGate.of(settings.pacing());
        this.tooLate = new TooLate(settings, gate);
        this.retrier = new Retrier(new Sender(service, gate, parts), parts);
        this.listeners = new Listeners(
                service.name(), service.defaults().modelName(), settings.calls().listeners(), settings.logger());
    }

    /** The response, on the caller's thread. */
    public RerankResponse rerank(RerankRequest request) {
        if (request == null) {
            throw missing();
        }
        Threads.requireStack();
        CallScope call = open(request);
        LentThread lent = call.lendThread();
        start(call, request);
        return Futures.join(call.result(), lent);
    }

    /** The response, later; every failure completes the future, and cancelling it ends the work. */
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        if (request == null) {
            return CompletableFuture.failedFuture(missing());
        }
        try {
            Threads.requireStack();
            CallScope call = open(request);
            start(call, request);
            return call.result();
        } catch (Throwable lacking) {
            return CompletableFuture.failedFuture(lacking);
        }
    }

    /**
     * Ends all calls with an {@link IllegalStateException}, then threads and connections. Callers hear of it on threads
     * of ours, so that whatever they do then holds up neither this thread nor each other.
     */
    @Override
    public void close() {
        closed = true;
        List<CallScope> ended = new ArrayList<>(calls.size());
        for (CallScope call : calls) {
            if (call.end()) {
                ended.add(call);
            }
        }
        for (CallScope call : ended) {
            IllegalStateException failure = closedModel();
            Threads.handOver(
                    executor,
                    () -> call.failEnded(failure, call.requests()),
                    refused -> call.failEnded(failure, call.requests()));
        }
        timers.close();
        threads.shutdown();
        exchange.close();
    }

    private CallScope open(RerankRequest request) {
        CallLimits limits = limits(request);
        long deadline = timers.now() + Durations.saturatedNanos(limits.timeout());
        CallContext context = CallContext.of(
                service.name(),
                callNumbers.incrementAndGet(),
                request.calledBy().orElse(null));
        return new CallScope(
                context,
                deadline,
                limits,
                carried(),
                request.executor().orElse(executor),
                listeners.call(context, request.modelName().orElse(null), request.size()));
    }

    private CarriedContext carried() {
        ContextCapture capture = settings.calls().contextCapture();
        return capture == null ? CarriedContext.NONE : CarriedContext.of(capture::capture, this::warnOfCapture);
    }

    private void warnOfCapture(Throwable broken) {
        if (warnedOfCapture.compareAndSet(false, true)) {
            settings.logger()
                    .warn(
                            "{}: contextCapture, or what it gave, failed; calls go on, without their callers' context"
                                    + " where that fails",
                            service.name(),
                            broken);
        }
    }

    /** A request may ask for less than the model allows, never for more. */
    private CallLimits limits(RerankRequest request) {
        Duration timeout = settings.attempts().timeout();
        Duration asked = request.timeout().orElse(timeout);
        int retries = settings.attempts().maxRetries();
        return new CallLimits(
                asked.compareTo(timeout) < 0 ? asked : timeout,
                Math.min(retries, request.maxRetries().orElse(retries)));
    }

    private void start(CallScope call, RerankRequest request) {
        try {
            calls.add(call);
            call.onEnd(() -> calls.remove(call));
            call.listeners().started();
            if (closed) {
                call.fail(closedModel(), 0);
            } else {
                send(call, request);
            }
        } catch (Throwable invalid) {
            call.fail(invalid, 0);
            calls.remove(call);
        }
    }

    private void send(CallScope call, RerankRequest request) {
        CallPlan.requireQuery(request.query());
        if (request.size() == 0) {
            call.succeed(RerankResponse.of(request, List.of(), RerankResponse.Facts.NONE), 0);
            return;
        }
        CallPlan plan = CallPlan.of(request, settings.scores(), service.wire(), packer);
        List<EncodedBatch> batches = plan.packed().outgoing();
        call.packedInto(batches.size());
        startDeadline(call, batches.size());
        List<CompletableFuture<Part>> parts = new ArrayList<>(batches.size());
        for (EncodedBatch batch : batches) {
            parts.add(retrier.send(batch, plan.output(), call));
        }
        new Merging(call, plan).await(parts);
    }

    private void startDeadline(CallScope call, int requests) {
        // made now: when the time is up there may be no memory for it
        Supplier<Throwable> why = () -> tooLate.exception(call, requests);
        Timers.Entry deadline = timers.after(call.deadline() - timers.now(), () -> call.expire(why, requests));
        call.expiresWith(deadline);
    }

    private static IllegalArgumentException missing() {
        return new IllegalArgumentException("the request is null");
    }

    private static IllegalStateException closedModel() {
        return new IllegalStateException("this model is closed; build a new one");
    }

    /** Runs a task on a thread of ours; when these are gone the call is over, and the task only cleans up. */
    private void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closedMeanwhile) {
            task.run();
        }
    }
}
