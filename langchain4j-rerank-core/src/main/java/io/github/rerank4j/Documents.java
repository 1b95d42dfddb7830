package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Turns what LangChain4j hands over into documents, by a user's mapper where there is one. */
final class Documents {

    private final @Nullable Function<TextSegment, Content> mapper;
    private final Logger logger;
    private final AtomicBoolean warned = new AtomicBoolean();

    Documents(@Nullable Function<TextSegment, Content> mapper, Logger logger) {
        this.mapper = mapper;
        this.logger = logger;
    }

    /**
     * A document for each segment, which the mapper sees with its metadata.
     *
     * @throws IllegalArgumentException if anything is null, or the mapper throws or gives null
     */
    List<Content> ofSegments(List<TextSegment> segments) {
        if (segments == null) {
            throw new IllegalArgumentException("segments is null; give a list, an empty one for none");
        }
        List<Content> documents = new ArrayList<>(segments.size());
        for (TextSegment segment : segments) {
            if (segment == null) {
                throw new IllegalArgumentException(
                        "segment " + documents.size() + " (counted from 0) is null; leave it out");
            }
            documents.add(
                    mapper == null ? TextContent.from(segment.text()) : mapped(mapper, segment, documents.size()));
        }
        return documents;
    }

    /** A request for bare texts; a mapper gets them as segments without metadata, which one warning says. */
    RerankRequest.Builder request(String query, List<String> texts) {
        RerankRequest.Builder request = RerankRequest.builder().query(query);
        if (mapper == null) {
            return request.documents(texts);
        }
        if (warned.compareAndSet(false, true)) {
            logger.warn("LangChain4j's scoreAsync hands over texts without metadata, so documentMapper sees none; use"
                    + " rerankAsync with contents(...) where it needs it");
        }
        return request.contents(ofSegments(texts.stream().map(TextSegment::from).toList()));
    }

    private static Content mapped(Function<TextSegment, Content> mapper, TextSegment segment, int place) {
        Content document;
        try {
            document = mapper.apply(segment);
        } catch (RuntimeException failure) {
            throw new IllegalArgumentException(
                    "documentMapper threw " + failure.getClass().getName() + " for segment " + place
                            + " (counted from 0); see the cause",
                    failure);
        }
        if (document == null) {
            throw new IllegalArgumentException("documentMapper returned null for segment " + place
                    + " (counted from 0); it must return a content");
        }
        return document;
    }
}
