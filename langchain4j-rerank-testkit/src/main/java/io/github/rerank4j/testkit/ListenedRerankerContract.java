package io.github.rerank4j.testkit;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;

/**
 * What a {@link Reranker} promises that tells listeners of its own calls, beside what every one does: the start of each,
 * exactly one end, and whose call it was made for.
 */
public abstract class ListenedRerankerContract extends RerankerContract implements ListeningPromises {

    /** For subclasses. */
    protected ListenedRerankerContract() {}

    /** A new reranker as {@link #reranker(Reranker)} makes it, which tells this listener of its calls. */
    protected abstract Reranker reranker(Reranker member, RerankListener listener);

    @Override
    public final Reranker reranker(RerankListener listener) {
        return whileTesting(reranker(member(), listener));
    }
}
