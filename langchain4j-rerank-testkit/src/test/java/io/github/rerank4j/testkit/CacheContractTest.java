package io.github.rerank4j.testkit;

import io.github.rerank4j.Reranker;

/** The contract holds for one that remembers scores. */
class CacheContractTest extends RerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return new RememberingReranker(member, RememberingReranker::whole);
    }

    @Override
    public boolean asksForEachCall() {
        return false;
    }
}
