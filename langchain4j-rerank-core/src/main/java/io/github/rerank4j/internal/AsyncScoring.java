package io.github.rerank4j.internal;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** LangChain4j 1.20's asynchronous scoring in terms of ours; loaded only where LangChain4j has it. */
public final class AsyncScoring {

    private AsyncScoring() {}

    /** The parameters a call starts from: of our type, so that merging keeps our fields. */
    public static ScoringRequestParameters defaults(@Nullable String modelName) {
        return RerankParameters.builder().modelName(modelName).build();
    }

    /**
     * Scores a request; cancelling the future cancels the call. Never throws: what a document mapper throws completes
     * the future.
     */
    public static CompletableFuture<ScoringResponse> score(
            ScoringRequest request,
            BiFunction<String, List<String>, RerankRequest.Builder> documents,
            Function<RerankRequest, CompletableFuture<RerankResponse>> rerank) {
        try {
            RerankRequest ours = with(request.parameters(), documents.apply(request.query(), request.documents()));
            return Futures.mapped(rerank.apply(ours), AsyncScoring::response);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static RerankRequest with(ScoringRequestParameters parameters, RerankRequest.Builder request) {
        request.modelName(parameters.modelName());
        if (parameters instanceof RerankParameters ours) {
            request.instruction(ours.instruction().orElse(null))
                    .input(ours.input())
                    .parameters(ours.parameters());
        }
        return request.build();
    }

    private static ScoringResponse response(RerankResponse response) {
        return ScoringResponse.builder()
                .scores(response.scores())
                .modelName(response.modelName().orElse(null))
                .tokenUsage(response.tokenUsage().orElse(null))
                .build();
    }
}
