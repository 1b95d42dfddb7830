package io.github.rerank4j.springai;

import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;

/** One finite score for each document, in their order, from a reranker that knows nothing of Spring AI. */
final class Scoring {

    private final Reranker reranker;
    private final Function<Document, @Nullable String> documentText;

    Scoring(Reranker reranker, Function<Document, @Nullable String> documentText) {
        this.reranker = reranker;
        this.documentText = documentText;
    }

    /**
     * Their scores, in the order of the documents.
     *
     * @throws ModelFailure if the model fails, or does not give one finite score for each
     * @throws UnsupportedFeatureException if a document's media are of a kind that no model ranks
     */
    RerankResponse response(String query, List<Candidate> candidates) {
        RerankRequest request = RerankRequest.builder()
                .query(query)
                .candidates(candidates.stream().map(Candidate::ranked).toList())
                .build();
        try {
            return RerankResponse.requireComplete(reranker.rerank(request), request.size());
        } catch (RuntimeException failure) {
            throw new ModelFailure(failure);
        }
    }

    /** The documents as they are to be ranked, in their order. */
    List<Candidate> candidates(List<Document> documents) {
        return IntStream.range(0, documents.size())
                .mapToObj(i -> Candidate.of(i, documents.get(i), documentText.apply(documents.get(i))))
                .toList();
    }
}
