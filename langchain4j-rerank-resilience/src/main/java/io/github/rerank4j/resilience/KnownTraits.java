package io.github.rerank4j.resilience;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The traits of a reranker, which stay the same and cost more than the look into a cache. Thread-safe. */
final class KnownTraits {

    /** Calls may name any model; with one more than these all are asked for anew. */
    private static final int MOST = 100;

    private final Reranker reranker;
    private final RerankerTraits unnamed;
    private final Map<String, RerankerTraits> named = new ConcurrentHashMap<>();

    KnownTraits(Reranker reranker) {
        this.reranker = reranker;
        this.unnamed = reranker.traits(null);
    }

    RerankerTraits of(@Nullable String modelName) {
        if (modelName == null) {
            return unnamed;
        }
        RerankerTraits known = named.get(modelName);
        if (known == null) {
            known = reranker.traits(modelName);
            if (named.size() >= MOST) {
                named.clear();
            }
            named.put(modelName, known);
        }
        return known;
    }
}
