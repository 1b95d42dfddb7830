package io.github.rerank4j.examples.assistant;

import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * LangChain4j's embedding models, which run in this process, for Spring AI.
 *
 * @param passages the model for what is stored
 * @param questions the model for what it is searched with
 */
record InProcessEmbeddings(
        dev.langchain4j.model.embedding.EmbeddingModel passages,
        dev.langchain4j.model.embedding.EmbeddingModel questions)
        implements EmbeddingModel {

    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        List<float[]> vectors =
                passages
                        .embedAll(request.getInstructions().stream()
                                .map(TextSegment::from)
                                .toList())
                        .content()
                        .stream()
                        .map(dev.langchain4j.data.embedding.Embedding::vector)
                        .toList();
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            embeddings.add(new Embedding(vectors.get(i), i));
        }
        return new EmbeddingResponse(embeddings);
    }

    @Override
    public float[] embed(Document passage) {
        return passages.embed(String.valueOf(passage.getText())).content().vector();
    }

    /** A store embeds nothing but questions as bare texts. */
    @Override
    public float[] embed(String question) {
        return questions.embed(question).content().vector();
    }

    @Override
    public int dimensions() {
        return passages.dimension();
    }
}
