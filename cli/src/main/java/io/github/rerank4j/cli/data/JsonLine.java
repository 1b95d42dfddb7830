package io.github.rerank4j.cli.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines that are JSON objects. */
public final class JsonLine {

    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonLine() {}

    /** Writes the members of an object. */
    public interface Members {

        /** Writes them, and neither its begin nor its end. */
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * What a line holds.
     *
     * @throws JsonProcessingException if it is no JSON, or names something twice
     */
    public static JsonNode read(String line) throws JsonProcessingException {
        return READER.readTree(line);
    }

    /** An object as a line in UTF-8, with its end. */
    public static byte[] write(Members members) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The object.
     *
     * @throws DataException if the line is none
     */
    static JsonNode read(Lines lines, String line) {
        JsonNode node;
        try {
            node = read(line);
        } catch (StreamConstraintsException immense) {
            throw lines.fault("holds a text that is too long, or too many objects in each other; a text may have "
                    + String.format(Locale.ROOT, "%,d", StreamReadConstraints.DEFAULT_MAX_STRING_LEN)
                    + " characters");
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
