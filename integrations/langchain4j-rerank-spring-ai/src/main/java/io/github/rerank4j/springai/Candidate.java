package io.github.rerank4j.springai;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;

/**
 * A document that is to be ranked, as LangChain4j has it: by its text, or without one by its media.
 *
 * @param position its position among the documents, from 0
 * @param text what is ranked of it; null: its media
 */
record Candidate(int position, Document document, @Nullable String text) {

    /**
     * A document and what is ranked of it.
     *
     * @throws IllegalArgumentException if there is neither text nor media
     */
    static Candidate of(int position, Document document, @Nullable String text) {
        if (text == null && document.getMedia() == null) {
            throw new IllegalArgumentException("documentText returned null for document " + position
                    + " (counted from 0), which has no media to be ranked by instead; return a text");
        }
        return new Candidate(position, document, text);
    }

    /** Whether there is nothing in it to rank: spaces, or what LangChain4j takes for spaces, of which no segment is. */
    boolean isBlank() {
        return text != null && (text.isBlank() || text.trim().isEmpty());
    }

    /** As a reranker gets it: its text with its metadata, or its media. */
    io.github.rerank4j.Document ranked() {
        return text == null
                ? io.github.rerank4j.Document.of(MediaContent.of(media(), position))
                : io.github.rerank4j.Document.of(TextSegment.from(text, metadata()));
    }

    private Media media() {
        return Objects.requireNonNull(document.getMedia());
    }

    private Metadata metadata() {
        Map<String, Object> entries = new HashMap<>();
        document.getMetadata().forEach((key, value) -> {
            // LangChain4j has no blank keys
            if (!key.trim().isEmpty()) {
                entries.put(key, isEntry(value) ? value : String.valueOf(value));
            }
        });
        return Metadata.from(entries);
    }

    private static boolean isEntry(Object value) {
        return value instanceof String
                || value instanceof UUID
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Float
                || value instanceof Double;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "Candidate[position=" + position + "]";
    }
}
