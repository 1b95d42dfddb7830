package io.github.rerank4j.testkit;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import java.util.List;

/** The contract holds for the simplest decorator there can be. */
class DecoratorContractTest extends ListenedRerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return new PassingReranker(member, List.of());
    }

    @Override
    protected Reranker reranker(Reranker member, RerankListener listener) {
        return new PassingReranker(member, List.of(listener));
    }
}
