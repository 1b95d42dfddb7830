package io.github.rerank4j;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.concurrent.Futures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An adapted model where LangChain4j scores asynchronously: in both directions. */
class AsyncAdaptedReranker extends AdaptedReranker implements AsyncReranker {

    AsyncAdaptedReranker(ScoringModel model) {
        super(model);
    }

    @Override
    @Nullable
    CompletableFuture<Response<List<Double>>> askAsync(RerankRequest request) {
        if (!request.documents().stream().allMatch(TextContent.class::isInstance)) {
            // the other way says which
            return null;
        }
        CompletableFuture<ScoringResponse> scored = model().scoreAsync(ScoringRequest.builder()
                .query(query(request))
                .documents(request.documents().stream()
                        .map(document -> ((TextContent) document).text())
                        .toList())
                .parameters(ScoringRequestParameters.builder()
                        .modelName(request.modelName().orElse(null))
                        .build())
                .build());
        if (scored == null) {
            throw broken("no", request);
        }
        return hasNoSuchMethod(scored) ? null : Futures.mapped(scored, response -> response(response, request));
    }

    private Response<List<Double>> response(@Nullable ScoringResponse response, RerankRequest request) {
        if (response == null || response.scores() == null) {
            throw broken("no", request);
        }
        return Response.from(response.scores(), response.tokenUsage());
    }

    /** LangChain4j's default refuses at once. */
    private static boolean hasNoSuchMethod(CompletableFuture<?> scored) {
        if (!scored.isCompletedExceptionally() || scored.isCancelled()) {
            return false;
        }
        Throwable failure =
                scored.handle((value, thrown) -> Futures.unwrapped(thrown)).join();
        return failure instanceof UnsupportedFeatureException;
    }
}
