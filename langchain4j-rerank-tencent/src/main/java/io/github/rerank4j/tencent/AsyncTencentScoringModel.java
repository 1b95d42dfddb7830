package io.github.rerank4j.tencent;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.internal.AsyncScoring;
import io.github.rerank4j.spi.RerankService;
import java.util.concurrent.CompletableFuture;

/** The model with the asynchronous scoring that LangChain4j has since 1.20. */
class AsyncTencentScoringModel extends TencentScoringModel {

    AsyncTencentScoringModel(Builder builder, RerankService service) {
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
