package io.github.rerank4j.spi;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to a service: what a wire turns into one request.
 *
 * @param query what the documents are ranked for
 * @param documents at least one, inside every limit of the model's traits
 * @param modelName the model to ask; null where neither the user nor the service's default names one
 * @param instruction how to judge relevance; null for the model's own
 * @param input free entries of the body's {@code input} object
 * @param parameters free entries of the body's {@code parameters} object
 */
public record RerankCall(
        Content query,
        List<Content> documents,
        @Nullable String modelName,
        @Nullable String instruction,
        Map<String, Object> input,
        Map<String, Object> parameters) {

    /** Copies the collections; free entries keep their order and may be null. */
    public RerankCall {
        documents = List.copyOf(documents);
        input = copy(input);
        parameters = copy(parameters);
    }

    private static Map<String, Object> copy(Map<String, Object> entries) {
        return entries.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The text of a query that is one. */
    public String queryText() {
        return text(query);
    }

    /** Whether query and documents are all texts. */
    public boolean textOnly() {
        boolean textOnly = query.type() == ContentType.TEXT;
        for (int i = 0; textOnly && i < documents.size(); i++) {
            textOnly = documents.get(i).type() == ContentType.TEXT;
        }
        return textOnly;
    }

    /**
     * The text of a content that is one.
     *
     * @throws UnsupportedFeatureException if it is not
     */
    public static String text(Content content) {
        if (content instanceof TextContent text) {
            return text.text();
        }
        throw new UnsupportedFeatureException("this model ranks only text, not "
                + content.type().name().toLowerCase(java.util.Locale.ROOT)
                + " content; leave it out, send a text instead, or ask another model");
    }

    /** Names no text: texts stay out of logs. */
    @Override
    public String toString() {
        return "RerankCall[documents=" + documents.size() + ", modelName=" + modelName + "]";
    }
}
