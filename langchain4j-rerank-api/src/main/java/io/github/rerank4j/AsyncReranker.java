package io.github.rerank4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.concurrent.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * LangChain4j's asynchronous scoring over a {@link Reranker}, for authors of rerankers. LangChain4j has it since 1.20,
 * and a public class that mentions its types breaks Spring, CGLIB and Mockito on older ones. So only a package-private
 * subclass implements this, and is made where {@link LangChain4jAsync#isThere()}.
 */
public interface AsyncReranker extends Reranker {

    /**
     * Scores a request; cancelling the future cancels the call. Never throws: what a mapper throws completes the future.
     * LangChain4j hands over texts, so a {@code documentMapper} sees segments without metadata.
     */
    @Override
    default CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
        return scored(request, this::rerankAsync);
    }

    /** What {@link #doScoreAsync} does, where the scores come from somewhere else than {@link #rerankAsync}. */
    static CompletableFuture<ScoringResponse> scored(
            ScoringRequest request, Function<RerankRequest, CompletableFuture<RerankResponse>> reranker) {
        try {
            RerankRequest.Builder ours = RerankRequest.builder()
                    .query(request.query())
                    .segments(
                            request.documents().stream().map(TextSegment::from).toList());
            return Futures.mapped(reranker.apply(with(request.parameters(), ours)), AsyncReranker::response);
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Of our type, so that merging keeps our fields; without a model's name, which the reranker itself knows. */
    @Override
    default ScoringRequestParameters defaultRequestParameters() {
        return RerankParameters.builder().build();
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
