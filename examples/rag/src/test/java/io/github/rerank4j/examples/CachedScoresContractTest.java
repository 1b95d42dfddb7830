package io.github.rerank4j.examples;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.testkit.RerankerContract;

/** The contract of decorators, for a cache. */
// tag::contract[]
class CachedScoresContractTest extends RerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return CachingScoringModel.of(member).build();
    }

    @Override
    public boolean asksForEachCall() {
        return false; // what is known is not asked again
    }

    @Override
    public boolean worksOnExecutor() {
        return false; // it begins with a look-up on the caller's thread
    }
}
// end::contract[]
