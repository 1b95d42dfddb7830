package io.github.rerank4j.resilience;

import io.github.rerank4j.CallContext;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankListeners;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankRequestContext.Kind;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.concurrent.CarriedContext;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The calls of a chain or a cache that have begun and not ended, and the threads and timers they share. */
final class OpenCalls implements AutoCloseable {

    private final String name;
    private final Kind kind;
    private final RerankListeners listeners;
    private final @Nullable ContextCapture capture;
    private final Logger logger;
    private final ExecutorService threads = Threads.executor();
    private final Timers timers = Timers.on(Threads.forWhatFallsDue(threads));
    private final Set<OpenCall> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean warnedOfCapture = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * No calls yet.
     *
     * @param name what listeners and log lines call the reranker
     * @param capture carries the context of callers; null for none
     */
    OpenCalls(
            String name,
            Kind kind,
            List<? extends RerankListener> listeners,
            @Nullable ContextCapture capture,
            Logger logger) {
        this.name = name;
        this.kind = kind;
        this.listeners = new RerankListeners(listeners, logger);
        this.capture = capture;
        this.logger = logger;
    }

    /** Threads of ours. */
    ExecutorService threads() {
        return threads;
    }

    Timers timers() {
        return timers;
    }

    RerankListeners listeners() {
        return listeners;
    }

    /** The response to a request with documents, for which the work begins on this thread. */
    RerankResponse rerank(RerankRequest request, Consumer<OpenCall> work) {
        Threads.requireStack();
        OpenCall call = open(request);
        // it only waits: a thread inside the system's name resolver, or in a model that blocks, would come back too
        // late
        LentThread waiting = new LentThread(threads, () -> call.result().cancel(true));
        begin(call, work);
        return Futures.join(call.result(), waiting);
    }

    /** As {@link #rerank}, later. */
    CompletableFuture<RerankResponse> rerankAsync(RerankRequest request, Consumer<OpenCall> work) {
        try {
            Threads.requireStack();
            OpenCall call = open(request);
            begin(call, work);
            return call.result();
        } catch (Throwable refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Asks a reranker; whatever it throws or forgets is in the future. */
    static CompletableFuture<RerankResponse> ask(Reranker reranker, RerankRequest request) {
        try {
            CompletableFuture<RerankResponse> asked = reranker.rerankAsync(request);
            return asked != null
                    ? asked
                    : CompletableFuture.failedFuture(
                            new InvalidReplyException("the reranker returned null instead of a future", null));
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Ends all calls with an {@link IllegalStateException}, of which callers hear on threads of ours. */
    @Override
    public void close() {
        closed = true;
        IllegalStateException failure = closedReranker();
        List<OpenCall> ended = new ArrayList<>(calls.size());
        for (OpenCall call : calls) {
            if (call.end()) {
                ended.add(call);
            }
        }
        for (OpenCall call : ended) {
            tell(call, failure);
        }
        timers.close();
        threads.shutdown();
    }

    /** Not here, where whoever depends on the call could hold up the others. */
    private void tell(OpenCall call, IllegalStateException failure) {
        try {
            Threads.handOver(threads, () -> call.failEnded(failure), refused -> call.failEnded(failure));
        } catch (Throwable noHeap) {
            call.failEnded(failure);
        }
    }

    private OpenCall open(RerankRequest request) {
        RequestRules.requirePresent(request);
        CallContext context = CallContext.of(
                name, numbers.incrementAndGet(), request.calledBy().orElse(null));
        RerankRequestContext start = RerankRequestContext.builder(name)
                .call(context)
                .kind(kind)
                .modelName(request.modelName().orElse(null))
                .documents(request.size())
                .build();
        return new OpenCall(request, context, listeners.call(start), carried(), threads);
    }

    private void begin(OpenCall call, Consumer<OpenCall> work) {
        try {
            // before it is kept: whatever is lacking then, its end forgets it
            call.onEnd(() -> calls.remove(call));
            calls.add(call);
            call.report().started();
            RequestRules.requireQuery(call.request().query());
            if (closed) {
                throw closedReranker();
            }
            if (call.request().size() == 0) {
                call.succeed(RerankResponse.of(call.request(), List.of(), RerankResponse.Facts.NONE));
            } else {
                work.accept(call);
            }
        } catch (Throwable failure) {
            call.fail(failure);
        }
    }

    private CarriedContext carried() {
        return capture == null ? CarriedContext.NONE : CarriedContext.of(capture::capture, this::warnOfCapture);
    }

    private void warnOfCapture(Throwable broken) {
        if (warnedOfCapture.compareAndSet(false, true)) {
            logger.warn(
                    "{}: contextCapture, or the context it returned, failed; calls go on without the context of their"
                            + " callers",
                    name,
                    broken);
        }
    }

    private IllegalStateException closedReranker() {
        return new IllegalStateException(
                "this " + kind.name().toLowerCase(Locale.ROOT) + " is closed; build a new one");
    }
}
