package io.github.rerank4j.testkit;

import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.CallContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankListeners;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Threads;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The simplest decorator there can be: it asks its only member. */
final class PassingReranker implements AsyncReranker {

    private static final String NAME = "passing";

    private final Reranker member;
    private final RerankListeners listeners;
    private final ExecutorService threads = Threads.executor();
    private final Set<Runnable> endsOfCalls = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    PassingReranker(Reranker member, List<RerankListener> listeners) {
        this.member = member;
        this.listeners = new RerankListeners(listeners, LoggerFactory.getLogger(PassingReranker.class));
    }

    @Override
    public RerankResponse rerank(RerankRequest request) {
        CompletableFuture<RerankResponse> result = new CompletableFuture<>();
        LentThread lent = new LentThread(threads, () -> result.cancel(true));
        begin(request, result, lent);
        return Futures.join(result, lent);
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        CompletableFuture<RerankResponse> result = new CompletableFuture<>();
        begin(request, result, request == null ? threads : request.executor().orElse(threads));
        return result;
    }

    private void begin(RerankRequest request, CompletableFuture<RerankResponse> result, Executor executor) {
        try {
            if (request == null) {
                throw new IllegalArgumentException("the request is null; give one");
            }
            Runnable end = () -> result.completeExceptionally(closedReranker());
            endsOfCalls.add(end);
            result.whenComplete((response, failure) -> endsOfCalls.remove(end));
            if (closed) {
                throw closedReranker();
            }
            CallContext call = CallContext.of(
                    NAME, numbers.incrementAndGet(), request.calledBy().orElse(null));
            if (request.size() > 0) {
                tell(call, request, result);
            }
            ask(request.toBuilder().calledBy(call).executor(executor).build(), result);
        } catch (Throwable failure) {
            Futures.fail(result, failure);
        }
    }

    private void ask(RerankRequest request, CompletableFuture<RerankResponse> result) {
        CompletableFuture<RerankResponse> asked = member.rerankAsync(request);
        result.whenComplete((response, failure) -> asked.cancel(true));
        asked.whenComplete((response, failure) -> {
            if (failure != null) {
                Futures.fail(result, Futures.unwrapped(failure));
            } else {
                result.complete(response);
            }
        });
    }

    private void tell(CallContext call, RerankRequest request, CompletableFuture<RerankResponse> result) {
        RerankRequestContext context = RerankRequestContext.builder(NAME)
                .call(call)
                .kind(RerankRequestContext.Kind.CHAIN)
                .documents(request.size())
                .build();
        listeners.report(listener -> listener.onRequest(context));
        result.whenComplete((response, failure) -> listeners.report(listener -> {
            if (result.isCancelled()) {
                listener.onCancelled(RerankCancelledContext.builder(context).build());
            } else if (failure != null) {
                listener.onError(RerankErrorContext.builder(context, failure).build());
            } else {
                listener.onResponse(RerankResponseContext.builder(context).build());
            }
        }));
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return member.resolve(request);
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return RerankerTraits.builder(NAME)
                .members(List.of(new RerankerTraits.Member("only", member, OptionalDouble.empty())))
                .build();
    }

    @Override
    public void close() {
        closed = true;
        endsOfCalls.forEach(Runnable::run);
        threads.shutdown();
    }

    private static IllegalStateException closedReranker() {
        return new IllegalStateException("this reranker is closed");
    }
}
