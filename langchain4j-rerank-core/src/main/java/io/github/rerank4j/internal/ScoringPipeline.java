package io.github.rerank4j.internal;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.Scores;
import io.github.rerank4j.internal.Batches.Part;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RateLimiter;
import io.github.rerank4j.spi.RateLimiter.Permit;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final RateLimiter UNLIMITED = documents -> CompletableFuture.completedFuture(new Permit() {});

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
    private volatile boolean closed;

    /** A pipeline ready for calls. */
    public ScoringPipeline(PipelineSettings settings) {
        this(settings, Threads.executor(), executor -> Timers.on(Threads.forWhatFallsDue(executor)));
    }

    ScoringPipeline(PipelineSettings settings, ExecutorService threads, Function<Executor, Timers> timersOn) {
        this.settings = settings;
        this.service = settings.service();
        this.packer = new Packer(service.wire(), settings.limits(), settings.longDocuments());
        this.threads = threads;
        this.timers = timersOn.apply(executor);
        Endpoint endpoint = Endpoint.of(settings.baseUrl());
        this.exchange = settings.httpClient() != null
                ? Exchange.over(settings.httpClient())
                : Exchange.own(
                        settings.connectTimeout(),
                        settings.proxy(),
                        Exchange.pool(settings.maxConcurrentRequests(), settings.keepAlive()),
                        endpoint.isHttps());
        Clock clock = Clock.systemUTC();
        Backoff backoff = new Backoff(clock, () -> ThreadLocalRandom.current().nextDouble());
        PipelineParts parts = parts(endpoint, backoff, clock);
        Sender sender = new Sender(settings, parts);
        this.tooLate = new TooLate(settings, parts.gate());
        this.retrier = new Retrier(sender, backoff, timers, settings.maxRetries(), settings.timeout());
        this.listeners =
                new Listeners(service.name(), service.defaults().modelName(), settings.listeners(), settings.logger());
    }

    private PipelineParts parts(Endpoint endpoint, Backoff backoff, Clock clock) {
        RateLimiter limiter = settings.rateLimiter() == null ? UNLIMITED : settings.rateLimiter();
        return new PipelineParts(
                endpoint,
                new RateGate(new Slots(settings.maxConcurrentRequests()), limiter),
                exchange,
                new CustomHeaders(settings.customHeaders(), service.reservedHeaders(), settings.logger()),
                backoff,
                timers,
                new AttemptLog(settings.logger(), service.name(), settings.logRequests(), settings.logResponses()),
                clock);
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
            Threads.handOver(executor, () -> call.failEnded(failure, 0), refused -> call.failEnded(failure, 0));
        }
        timers.close();
        threads.shutdown();
        exchange.close();
    }

    private CallScope open(RerankRequest request) {
        String model = request.modelName().orElse(service.defaults().modelName());
        long deadline = timers.now() + Durations.saturatedNanos(settings.timeout());
        return new CallScope(
                callNumbers.incrementAndGet(),
                deadline,
                executor,
                listeners.call(model, request.documents().size()));
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
        requireQuery(request.query());
        if (request.documents().isEmpty()) {
            call.succeed(RerankResponse.of(request, List.of(), RerankResponse.Facts.NONE), 0);
            return;
        }
        RerankCall whole = callOf(request);
        ModelTraits traits = service.wire().traits(whole.modelName());
        requireScale(traits);
        Packer.Packed packed = packer.pack(whole, traits);
        List<Outgoing> outgoing = packed.outgoing();
        limitTime(call, outgoing.size());
        List<CompletableFuture<Part>> parts = new ArrayList<>(outgoing.size());
        for (Outgoing each : outgoing) {
            parts.add(retrier.send(each, call));
        }
        boolean logistic = settings.scores() == Scores.PROBABILITY && traits.scale() == ScoreScale.LOGIT;
        new Merge(call, request, packed.batches(), logistic).await(parts);
    }

    private void limitTime(CallScope call, int requests) {
        // made now: when the time is up there may be no memory for it
        Supplier<Throwable> why = () -> tooLate.exception(call, requests);
        Timers.Entry deadline = timers.after(call.deadline() - timers.now(), () -> call.expire(why, requests));
        call.expiresWith(deadline);
    }

    private RerankCall callOf(RerankRequest request) {
        RerankService.Defaults defaults = service.defaults();
        return new RerankCall(
                request.query(),
                request.documents(),
                request.modelName().orElse(defaults.modelName()),
                request.instruction().orElse(defaults.instruction()),
                merged(defaults.input(), request.input()),
                merged(defaults.parameters(), request.parameters()));
    }

    private static Map<String, Object> merged(Map<String, Object> defaults, Map<String, Object> call) {
        if (call.isEmpty()) {
            return defaults;
        }
        Map<String, Object> merged = new LinkedHashMap<>(defaults);
        merged.putAll(call);
        return merged;
    }

    private static void requireQuery(Content query) {
        if (query instanceof TextContent text && text.text().isBlank()) {
            throw new IllegalArgumentException("the query is blank; there is nothing to rank the documents for");
        }
    }

    private void requireScale(ModelTraits traits) {
        if (settings.scores() == Scores.PROBABILITY && traits.scale() == ScoreScale.UNKNOWN) {
            throw new InvalidRequestException("scores(PROBABILITY) needs a model whose score scale is known, and that"
                    + " of the model of this call is not; use scores(RAW)");
        }
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
