package io.github.rerank4j.examples.knowledge;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;

/**
 * An embedding model for questions only: puts the sentence before them with which the model was trained to find passages.
 */
record QuestionPrefix(String prefix, EmbeddingModel model) implements EmbeddingModel {

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> questions) {
        return model.embedAll(questions.stream()
                .map(question -> TextSegment.from(prefix + question.text()))
                .toList());
    }
}
