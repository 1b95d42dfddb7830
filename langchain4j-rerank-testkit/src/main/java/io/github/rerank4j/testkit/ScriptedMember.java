package io.github.rerank4j.testkit;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole reranker without a service, which does what its {@link AskedMember} says. */
final class ScriptedMember implements AsyncReranker {

    private final AskedMember asked;
    private final UnaryOperator<String> queryMapper;
    private final Function<TextSegment, Content> documentMapper;
    private final Set<Runnable> endsOfCalls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ScriptedMember(
            AskedMember asked, UnaryOperator<String> queryMapper, Function<TextSegment, Content> documentMapper) {
        this.asked = asked;
        this.queryMapper = queryMapper;
        this.documentMapper = documentMapper;
    }

    /** One like this, to be closed by itself. */
    ScriptedMember another() {
        return new ScriptedMember(asked, queryMapper, documentMapper);
    }

    @Override
    public RerankResponse rerank(RerankRequest request) {
        CompletableFuture<RerankResponse> result = new CompletableFuture<>();
        LentThread lent = new LentThread(Way::start, () -> result.cancel(true));
        begin(request, result);
        return Futures.join(result, lent);
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        CompletableFuture<RerankResponse> result = new CompletableFuture<>();
        begin(request, result);
        return result;
    }

    private void begin(RerankRequest request, CompletableFuture<RerankResponse> result) {
        try {
            RerankRequest resolved = resolve(request);
            RequestRules.requireQuery(resolved.query());
            Runnable end = () -> result.completeExceptionally(closedMember());
            endsOfCalls.add(end);
            result.whenComplete((response, failure) -> endsOfCalls.remove(end));
            if (closed) {
                result.completeExceptionally(closedMember());
            } else if (resolved.size() == 0) {
                result.complete(RerankResponse.of(request, List.of(), RerankResponse.Facts.NONE));
            } else {
                resolved.timeout().ifPresent(timeout -> limit(result, timeout));
                ask(resolved, result);
            }
        } catch (RuntimeException wrong) {
            result.completeExceptionally(wrong);
        }
    }

    private void ask(RerankRequest request, CompletableFuture<RerankResponse> result) {
        Runnable asking = () -> {
            try {
                asked.ask(request, result);
            } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        };
        Threads.handOver(
                request.executor().orElse(Runnable::run), asking, refused -> result.completeExceptionally(refused));
    }

    private static void limit(CompletableFuture<RerankResponse> result, Duration timeout) {
        CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> result.completeExceptionally(
                        new TimeoutException("not within " + Durations.readable(timeout))));
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return RequestRules.requirePresent(request).mapQuery(queryMapper).mapSegments(documentMapper);
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return RerankerTraits.builder("member").messagesHoldNoTexts(true).build();
    }

    @Override
    public void close() {
        closed = true;
        endsOfCalls.forEach(Runnable::run);
    }

    private static IllegalStateException closedMember() {
        return new IllegalStateException("this member is closed");
    }
}
