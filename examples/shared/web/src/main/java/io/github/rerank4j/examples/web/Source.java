package io.github.rerank4j.examples.web;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import io.github.rerank4j.examples.knowledge.Passage;

/**
 * A passage of the knowledge base that was found for a question, or kept by reranking.
 *
 * @param score how well it answers, by whoever put it into its place
 */
public record Source(String id, String title, String text, double score) {

    /** LangChain4j's content, with the score of that name, or 0 where it has none. */
    public static Source of(Content content, ContentMetadata scoreName) {
        TextSegment segment = content.textSegment();
        Object score = content.metadata().get(scoreName);
        return of(
                String.valueOf(segment.metadata().getString(Passage.ID)),
                String.valueOf(segment.metadata().getString(Passage.TITLE)),
                segment.text(),
                score instanceof Number number ? number.doubleValue() : 0);
    }

    /** A passage as it was indexed: its text begins with its title. */
    public static Source of(String id, String title, String indexed, double score) {
        String heading = title + "\n";
        return new Source(
                id, title, indexed.startsWith(heading) ? indexed.substring(heading.length()) : indexed, score);
    }
}
