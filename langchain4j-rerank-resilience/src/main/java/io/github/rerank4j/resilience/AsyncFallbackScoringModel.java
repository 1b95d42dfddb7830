package io.github.rerank4j.resilience;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.AsyncReranker;
import java.util.concurrent.CompletableFuture;

/** A chain where LangChain4j scores asynchronously. */
class AsyncFallbackScoringModel extends FallbackScoringModel implements AsyncReranker {

    AsyncFallbackScoringModel(Builder builder) {
        super(builder);
    }

    @Override
    public CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
        return AsyncReranker.scored(request, this::rerankForNumbers);
    }
}
