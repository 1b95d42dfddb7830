package io.github.rerank4j.resilience;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The traits of a reranker, which stay the same and cost more than the look into a cache. Safe for use by many threads. */
final class KnownTraits {

    private final Reranker reranker;
    private volatile Named last;

    private record Named(@Nullable String modelName, RerankerTraits traits) {}

    KnownTraits(Reranker reranker) {
        this.reranker = reranker;
        this.last = new Named(null, reranker.traits(null));
    }

    RerankerTraits of(@Nullable String modelName) {
        Named known = last;
        if (!Objects.equals(known.modelName(), modelName)) {
            known = new Named(modelName, reranker.traits(modelName));
            last = known;
        }
        return known.traits();
    }
}
