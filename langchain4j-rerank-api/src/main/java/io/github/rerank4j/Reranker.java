package io.github.rerank4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ranks documents for a query: one finite score per document in document order, or a typed failure; cancellable.
 * Models, chains and caches are rerankers, and {@link Rerankers#of} makes one of any other {@link ScoringModel}. Safe
 * for use by many threads.
 */
public interface Reranker extends ScoringModel, AutoCloseable {

    /**
     * The documents' scores and their ranking; blocks until they are there. Interrupting the thread ends the call, down
     * to the wire.
     *
     * @throws IllegalArgumentException if the request is null, its query is blank, or a mapper fails
     * @throws dev.langchain4j.exception.LangChain4jException if the scores cannot be had, or this thread is interrupted
     */
    RerankResponse rerank(RerankRequest request);

    /**
     * The documents' scores and their ranking, later. Never blocks and never throws: whatever goes wrong completes the
     * future, with the exceptions of {@link #rerank}. Cancelling the future ends the call, down to the wire.
     */
    CompletableFuture<RerankResponse> rerankAsync(RerankRequest request);

    /**
     * The request as it will be judged: segments and query mapped, model, instruction and entries filled in. Resolving
     * twice is resolving once. Asks nobody.
     *
     * @throws IllegalArgumentException if the request is null, or a mapper fails
     */
    RerankRequest resolve(RerankRequest request);

    /**
     * What is known about the model of that name.
     *
     * @param modelName as a request names it; null for the one that is asked when a request names none
     */
    RerankerTraits traits(@Nullable String modelName);

    /** Ends calls under way with an {@link IllegalStateException}; later ones fail likewise. Throws nothing. */
    @Override
    void close();

    /** One score per segment, in their order; blocks until they are all there. */
    @Override
    default Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        return rerank(RerankRequest.builder().query(query).segments(segments).build())
                .asLangChain4j();
    }

    /** The score of one segment, whose metadata a document mapper sees. */
    @Override
    default Response<Double> score(TextSegment segment, String query) {
        Response<List<Double>> scores = scoreAll(Collections.singletonList(segment), query);
        return Response.from(scores.content().get(0), scores.tokenUsage(), scores.finishReason(), scores.metadata());
    }
}
