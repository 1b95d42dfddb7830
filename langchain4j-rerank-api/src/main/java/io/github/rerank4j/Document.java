package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.segment.TextSegment;
import java.util.Optional;

/**
 * One of the documents to rank: a segment, which each model's {@code documentMapper} turns into what it sends, or a
 * content, which is sent as it is. Immutable.
 */
public final class Document {

    private final Object candidate;

    private Document(Object candidate) {
        this.candidate = candidate;
    }

    /**
     * A segment with its metadata.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static Document of(TextSegment segment) {
        if (segment == null) {
            throw new IllegalArgumentException("segment is null; leave it out");
        }
        return new Document(segment);
    }

    /**
     * A text, an image or a video.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static Document of(Content content) {
        if (content == null) {
            throw new IllegalArgumentException("content is null; leave it out");
        }
        return new Document(content);
    }

    /** The segment, if it is one. */
    public Optional<TextSegment> segment() {
        return candidate instanceof TextSegment segment ? Optional.of(segment) : Optional.empty();
    }

    /** The content, if it is one. */
    public Optional<Content> content() {
        return candidate instanceof Content content ? Optional.of(content) : Optional.empty();
    }

    /** What a request keeps: the segment or the content itself. */
    Object candidate() {
        return candidate;
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return candidate instanceof Content ? "Document[content]" : "Document[segment]";
    }
}
