package io.github.rerank4j.resilience;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.testkit.ListenedRerankerContract;
import java.util.List;

/** A chain of caches is a reranker as the model is inside the one that answers. */
class CachedChainContractTest extends ListenedRerankerContract {

    private static final ScoringModel DEAD = (segments, query) -> {
        throw new InternalServerException("dead on purpose");
    };

    @Override
    protected Reranker reranker(Reranker member) {
        return chain(member).build();
    }

    @Override
    protected Reranker reranker(Reranker member, RerankListener listener) {
        return chain(member).listeners(List.of(listener)).build();
    }

    private static FallbackScoringModel.Builder chain(Reranker member) {
        return FallbackScoringModel.builder()
                .member("dead", CachingScoringModel.of(DEAD).build())
                .member("alive", CachingScoringModel.of(member).build());
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
