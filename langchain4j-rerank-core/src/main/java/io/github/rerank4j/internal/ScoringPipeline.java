package io.github.rerank4j.internal;

import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.RememberedByName;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.internal.attempt.AttemptParts;
import io.github.rerank4j.internal.attempt.Retrier;
import io.github.rerank4j.internal.attempt.Sender;
import io.github.rerank4j.internal.call.CallScope;
import io.github.rerank4j.internal.http.Endpoint;
import io.github.rerank4j.internal.http.Exchange;
import io.github.rerank4j.internal.pacing.RateGate;
import io.github.rerank4j.internal.packing.Batches.BatchScores;
import io.github.rerank4j.internal.packing.EncodedBatch;
import io.github.rerank4j.internal.packing.Packer;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What happens to a call, in order: it is planned; packed into requests that fit the limits, which are encoded; each
 * request is sent, and sent again where that can help; every reply is checked to hold one finite score per document; the
 * scores are merged in document order. One deadline covers it all, and the first request that fails ends the call.
 * Nothing here blocks, except the caller of {@link #rerank}, whose thread does the first request's work while it waits.
 */
public final class ScoringPipeline implements AutoCloseable {

    private final PipelineSettings settings;
    private final ExecutorService threads;
    private final Executor executor = this::run;
    private final Timers timers;
    private final Exchange exchange;
    private final RememberedByName<ModelTraits> traits;
    private final Packer packer;
    private final Retrier retrier;
    private final TooLate tooLate;
    private final OpenCalls calls;

    /** A pipeline ready for calls. */
    public ScoringPipeline(PipelineSettings settings) {
        this(settings, Threads.executor(), executor -> Timers.on(Threads.forWhatFallsDue(executor)));
    }

    ScoringPipeline(PipelineSettings settings, ExecutorService threads, Function<Executor, Timers> timersOn) {
        this.settings = settings;
        RerankService service = settings.service();
        this.traits = new RememberedByName<>(service.wire()::traits);
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
        this.calls = new OpenCalls(settings, executor, timers);
    }

    /** The response, on the caller's thread. */
    public RerankResponse rerank(RerankRequest request) {
        Threads.requireStack();
        CallScope call = calls.open(request);
        LentThread lent = call.lendThread();
        calls.begin(call, () -> send(call, request));
        return Futures.join(call.result(), lent);
    }

    /** The response, later; every failure completes the future, and cancelling it ends the work. */
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        try {
            Threads.requireStack();
            CallScope call = calls.open(request);
            calls.begin(call, () -> send(call, request));
            return call.result();
        } catch (Throwable lacking) {
            return CompletableFuture.failedFuture(lacking);
        }
    }

    /** Into how many requests a call would be packed. */
    public int requestsFor(RerankRequest request) {
        RequestRules.requireQuery(request.query());
        if (request.size() == 0) {
            return 0;
        }
        CallPlan plan = plan(request);
        return packer.pack(plan.call(), plan.traits()).encoded().size();
    }

    /** Ends all calls with an {@link IllegalStateException}, then threads and connections. */
    @Override
    public void close() {
        calls.close();
        timers.close();
        threads.shutdown();
        exchange.close();
    }

    private void send(CallScope call, RerankRequest request) {
        RequestRules.requireQuery(request.query());
        if (request.size() == 0) {
            call.succeed(RerankResponse.of(request, List.of(), RerankResponse.Facts.NONE), 0);
            return;
        }
        CallPlan plan = plan(request);
        Packer.Packed packed = packer.pack(plan.call(), plan.traits());
        startDeadline(call, packed.encoded().size());
        List<CompletableFuture<BatchScores>> parts = sendEach(packed.encoded(), plan.needsProbabilities(), call);
        new Merging(call, plan, packed.batches()).await(parts);
    }

    private CallPlan plan(RerankRequest request) {
        return CallPlan.of(request, settings.scores(), traits);
    }

    private List<CompletableFuture<BatchScores>> sendEach(
            List<EncodedBatch> batches, boolean needsProbabilities, CallScope call) {
        List<CompletableFuture<BatchScores>> parts = new ArrayList<>(batches.size());
        for (EncodedBatch batch : batches) {
            parts.add(retrier.send(batch, needsProbabilities, call));
        }
        return parts;
    }

    private void startDeadline(CallScope call, int requests) {
        call.packedInto(requests);
        // made now: when the time is up there may be no memory for it
        Supplier<Throwable> why = () -> tooLate.exception(call, requests);
        Timers.Entry deadline = timers.after(call.deadline() - timers.now(), () -> call.expire(why, requests));
        call.expiresWith(deadline);
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
