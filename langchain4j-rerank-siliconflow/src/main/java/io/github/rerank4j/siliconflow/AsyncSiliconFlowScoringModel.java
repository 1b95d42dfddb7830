package io.github.rerank4j.siliconflow;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.internal.AsyncScoring;
import io.github.rerank4j.spi.RerankService;
import java.util.concurrent.CompletableFuture;

/** The model where LangChain4j has asynchronous scoring. Apart, because older versions lack the types it names. */
class AsyncSiliconFlowScoringModel extends SiliconFlowScoringModel {

    AsyncSiliconFlowScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }

    @Override
    public CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
        return AsyncScoring.score(request, this::requestOf, this::rerankAsync);
    }

    @Override
    public ScoringRequestParameters defaultRequestParameters() {
        return AsyncScoring.defaults(defaultModelName());
    }
}
