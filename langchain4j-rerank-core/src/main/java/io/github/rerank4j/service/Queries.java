package io.github.rerank4j.service;

import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.RerankRequest;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts queries that were given as texts into the form a model wants, by a user's mapper where there is one. */
final class Queries {

    private final @Nullable UnaryOperator<String> mapper;

    Queries(@Nullable UnaryOperator<String> mapper) {
        this.mapper = mapper;
    }

    /**
     * The request as it is sent; a blank query stays, for the pipeline to refuse it.
     *
     * @throws IllegalArgumentException if the mapper throws, or gives null or a blank text
     */
    RerankRequest mapped(RerankRequest request) {
        UnaryOperator<String> given = mapper;
        boolean blank =
                request.query() instanceof TextContent text && text.text().isBlank();
        return given == null || blank ? request : request.mapQuery(query -> mapped(given, query));
    }

    private static String mapped(UnaryOperator<String> mapper, String query) {
        String mapped;
        try {
            mapped = mapper.apply(query);
        } catch (RuntimeException failure) {
            throw new IllegalArgumentException(
                    "queryMapper threw " + failure.getClass().getName(), failure);
        }
        if (mapped == null || mapped.isBlank()) {
            throw new IllegalArgumentException(
                    "queryMapper returned " + (mapped == null ? "null" : "a blank text") + "; it must return a query");
        }
        return mapped;
    }
}
