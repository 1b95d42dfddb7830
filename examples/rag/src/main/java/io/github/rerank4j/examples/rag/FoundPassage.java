package io.github.rerank4j.examples.rag;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import io.github.rerank4j.examples.knowledge.Passage;

/**
 * A passage that may answer a question.
 *
 * @param score a finite number
 */
record FoundPassage(String id, String title, double score) {

    /**
     * The passage of a content.
     *
     * @throws IllegalStateException if its score is missing, or no finite number
     */
    static FoundPassage of(Content content, ContentMetadata scoreName) {
        Metadata metadata = content.textSegment().metadata();
        String id = String.valueOf(metadata.getString(Passage.ID));
        Object score = content.metadata().get(scoreName);
        if (!(score instanceof Double number) || !Double.isFinite(number)) {
            throw new IllegalStateException("wrong data: the score of " + id + " is " + score);
        }
        return new FoundPassage(id, String.valueOf(metadata.getString(Passage.TITLE)), number);
    }
}
