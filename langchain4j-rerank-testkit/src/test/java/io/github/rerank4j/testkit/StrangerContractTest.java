package io.github.rerank4j.testkit;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.Rerankers;

/** The contract holds for a model of somebody else's that can only block. */
class StrangerContractTest extends RerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return Rerankers.of((segments, query) -> member.scoreAll(segments, query));
    }

    @Override
    public boolean knowsContents() {
        return false;
    }

    @Override
    public boolean keepsCallersThread() {
        return true;
    }
}
