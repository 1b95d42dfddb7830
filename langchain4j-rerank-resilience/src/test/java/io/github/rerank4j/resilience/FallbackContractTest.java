package io.github.rerank4j.resilience;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.testkit.ListenedRerankerContract;
import java.util.List;

/** A chain with one member is a reranker as its member is. */
class FallbackContractTest extends ListenedRerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return FallbackScoringModel.builder().member("only", member).build();
    }

    @Override
    protected Reranker reranker(Reranker member, RerankListener listener) {
        return FallbackScoringModel.builder()
                .member("only", member)
                .listeners(List.of(listener))
                .build();
    }
}
