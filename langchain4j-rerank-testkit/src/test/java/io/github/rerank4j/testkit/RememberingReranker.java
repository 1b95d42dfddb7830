package io.github.rerank4j.testkit;

import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.concurrent.Futures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The simplest cache there can be. */
final class RememberingReranker implements AsyncReranker {

    private final Map<Object, List<Double>> known = new ConcurrentHashMap<>();
    private final Reranker asking;
    private final Function<RerankRequest, Object> key;
    private volatile boolean closed;

    RememberingReranker(Reranker member, Function<RerankRequest, Object> key) {
        this.asking = new PassingReranker(member, List.of());
        this.key = key;
    }

    /** All that scores depend on. */
    static Object whole(RerankRequest resolved) {
        return List.of(
                resolved.query(),
                resolved.documents(),
                resolved.modelName(),
                resolved.instruction(),
                resolved.input(),
                resolved.parameters(),
                resolved.scores());
    }

    @Override
    public RerankResponse rerank(RerankRequest request) {
        RerankResponse hit = hit(request);
        return hit == null ? remembered(request, asking.rerank(request)) : hit;
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        RerankResponse hit = hit(request);
        return hit == null
                ? Futures.mapped(asking.rerankAsync(request), response -> remembered(request, response))
                : CompletableFuture.completedFuture(hit);
    }

    private @Nullable RerankResponse hit(RerankRequest request) {
        List<Double> scores = request == null || closed ? null : known.get(key.apply(resolve(request)));
        return scores == null
                ? null
                : RerankResponse.of(
                        request, scores, Facts.builder().cached(true).build());
    }

    private RerankResponse remembered(RerankRequest request, RerankResponse response) {
        if (request.size() > 0) {
            known.put(key.apply(resolve(request)), response.scores());
        }
        return response;
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return asking.resolve(request);
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return asking.traits(modelName);
    }

    @Override
    public void close() {
        closed = true;
        asking.close();
    }
}
