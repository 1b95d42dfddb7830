package io.github.rerank4j.service;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import io.github.rerank4j.RerankRequest;
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
     * The request with a content for each segment, which the mapper sees with its metadata.
     *
     * @throws IllegalArgumentException if the mapper throws or gives null
     */
    RerankRequest mapped(RerankRequest request) {
        if (mapper == null) {
            return request.mapSegments(segment -> TextContent.from(segment.text()));
        }
        Function<TextSegment, Content> given = mapper;
        int[] segments = new int[1];
        boolean[] metadata = new boolean[1];
        RerankRequest mapped = request.mapSegments(segment -> {
            metadata[0] |= !segment.metadata().toMap().isEmpty();
            return mapped(given, segment, segments[0]++);
        });
        if (mapped != request && !metadata[0] && warned.compareAndSet(false, true)) {
            logger.warn("none of the segments of a call has metadata, so documentMapper sees none; if they had some,"
                    + " LangChain4j's scoreAsync has dropped it: use rerankAsync with segments(...)");
        }
        return mapped;
    }

    private static Content mapped(Function<TextSegment, Content> mapper, TextSegment segment, int position) {
        Content document;
        try {
            document = mapper.apply(segment);
        } catch (RuntimeException failure) {
            throw new IllegalArgumentException(
                    "documentMapper threw " + failure.getClass().getName() + " for segment " + position
                            + " (counted from 0); see the cause",
                    failure);
        }
        if (document == null) {
            throw new IllegalArgumentException("documentMapper returned null for segment " + position
                    + " (counted from 0); it must return a content");
        }
        return document;
    }
}
