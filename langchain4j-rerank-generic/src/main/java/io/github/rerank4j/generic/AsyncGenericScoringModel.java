package io.github.rerank4j.generic;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.internal.AsyncScoring;
import io.github.rerank4j.spi.RerankService;
import java.util.concurrent.CompletableFuture;

/** The model where LangChain4j can score asynchronously, as 1.20 and newer do. */
class AsyncGenericScoringModel extends GenericScoringModel {

    AsyncGenericScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }

    @Override
    public ScoringRequestParameters defaultRequestParameters() {
        return AsyncScoring.defaults(defaultModelName());
    }

    @Override
    public CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
        return AsyncScoring.score(request, this::requestOf, this::rerankAsync);
    }
}
