package io.github.rerank4j.testkit;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;

/**
 * What a {@link Reranker} promises that reports its own calls to listeners, beside what every one does: the start of each,
 * exactly one end, and whose call it was made for.
 */
public abstract class ListenedRerankerContract extends RerankerContract implements ListeningPromises {

    /** For subclasses. */
    protected ListenedRerankerContract() {}

    /** A new reranker as {@link #reranker(Reranker)} makes it, which reports its calls to this listener. */
    protected abstract Reranker reranker(Reranker member, RerankListener listener);

    @Override
    public final Reranker reranker(RerankListener listener) {
        return whileTesting(reranker(member(), listener));
    }
}
