package io.github.rerank4j.spring;

import io.github.rerank4j.RerankListener;

/** A listener that knows which reranker it listens to; by itself it listens to one whose name nobody knows. */
interface PerReranker extends RerankListener {

    /**
     * The listener for one reranker.
     *
     * @param reranker the name of its bean
     */
    RerankListener of(String reranker);
}
