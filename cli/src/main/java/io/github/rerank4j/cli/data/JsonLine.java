package io.github.rerank4j.cli.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.jspecify.annotations.Nullable;

/** One line that is a JSON object. */
final class JsonLine {

    private static final ObjectReader READER = new ObjectMapper(new JsonFactory())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonLine() {}

    /**
     * The object.
     *
     * @throws DataException if the line is none
     */
    static JsonNode read(Lines lines, String line) {
        JsonNode node;
        try {
            node = READER.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw lines.fault("is no JSON object; there must be one in each line");
        }
        if (!node.isObject()) {
            throw lines.fault("is no JSON object; there must be one in each line");
        }
        return node;
    }

    /** A text, or a number as one; null where it is missing. */
    static @Nullable String text(Lines lines, JsonNode object, String... names) {
        for (String name : names) {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                if (!value.isTextual() && !value.isIntegralNumber()) {
                    throw lines.fault("\"" + name + "\" must be a text");
                }
                return value.asText();
            }
        }
        return null;
    }
}
