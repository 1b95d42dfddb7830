package io.github.rerank4j.examples.rag;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.github.rerank4j.local.Terms;
import java.util.List;

/** An embedding model that costs nothing: texts are alike if they share terms. */
final class HashedTerms implements EmbeddingModel {

    private static final int DIMENSIONS = 64;

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream().map(HashedTerms::embedding).toList());
    }

    private static Embedding embedding(TextSegment segment) {
        float[] vector = new float[DIMENSIONS];
        vector[0] = 1;
        Terms.of(segment.text()).forEach(term -> vector[Math.floorMod(term.hashCode(), DIMENSIONS)]++);
        return Embedding.from(vector);
    }
}
