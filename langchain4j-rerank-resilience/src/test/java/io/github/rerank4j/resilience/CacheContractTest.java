package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.testkit.ListenedRerankerContract;
import java.util.List;

/** A cache is a reranker as its model is. */
class CacheContractTest extends ListenedRerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return CachingScoringModel.of(member).build();
    }

    @Override
    protected Reranker reranker(Reranker member, RerankListener listener) {
        return CachingScoringModel.of(member).listeners(List.of(listener)).build();
    }

    @Override
    public boolean asksForEachCall() {
        return false;
    }

    @Override
    public boolean worksOnExecutor() {
        return false;
    }
}
