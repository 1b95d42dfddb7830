package io.github.rerank4j.spi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.data.message.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON out through a generator and in as a tree, without reflection. */
public final class Json {

    private static final int MAX_DEPTH = 64;
    /** What the generator copies once in less time than a piece of its own takes. */
    private static final int SHORT = 1000;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** Writes the members of one object. */
    @FunctionalInterface
    public interface Members {
        /** Writes them; the braces are already there. */
        void write(JsonGenerator json) throws IOException;
    }

    /** One JSON object in UTF-8. */
    public static WireBody write(Members members) {
        Pieces pieces = new Pieces();
        try (JsonGenerator json = FACTORY.createGenerator(pieces)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (StreamConstraintsException tooDeep) {
            throw new IllegalArgumentException(
                    "a value is nested too deeply for JSON; does it contain itself?", tooDeep);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return new WireBody(pieces.written);
    }

    /**
     * Any JSON value in UTF-8, UTF-16 or UTF-32; a missing node for anything else, such as HTML, an empty body, a value
     * followed by more text, one nested deeper than 64 levels, or one of more than 500,000 values.
     */
    public static JsonNode read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    /** Likewise, from a part of an array. */
    static JsonNode read(byte[] bytes, int from, int to) {
        try (JsonParser parser = FACTORY.createParser(bytes, from, to - from)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return MissingNode.getInstance();
            }
            JsonNode value = new TreeReader(parser).value(first);
            return parser.nextToken() == null ? value : MissingNode.getInstance();
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Writes a member's name; half of a surrogate pair becomes U+FFFD, which every server can read. */
    public static void name(JsonGenerator json, String name) throws IOException {
        json.writeFieldName(wellFormed(name));
    }

    /** Writes a member with a text; half of a surrogate pair becomes U+FFFD. */
    public static void text(JsonGenerator json, String name, String text) throws IOException {
        name(json, name);
        json.writeString(wellFormed(text));
    }

    /** Writes a member with a text unless it is null. */
    public static void optional(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            text(json, name, text);
        }
    }

    /** Writes a member with an array of texts. */
    public static void texts(JsonGenerator json, String name, List<Content> documents) throws IOException {
        json.writeArrayFieldStart(name);
        for (Content document : documents) {
            string(json, RerankCall.text(document));
        }
        json.writeEndArray();
    }

    /** A long text that stands for itself becomes a piece of the body as it is, without a detour through the generator. */
    private static void string(JsonGenerator json, String text) throws IOException {
        if (text.length() > SHORT && isPlain(text) && json.getOutputTarget() instanceof Pieces pieces) {
            json.writeRawValue("\"");
            json.flush();
            pieces.written.add(text.getBytes(StandardCharsets.US_ASCII));
            json.writeRaw('"');
        } else {
            json.writeString(wellFormed(text));
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Writes free entries a user gave: texts, numbers, booleans, nulls, maps and iterables of them, and JSON nodes. */
    public static void members(JsonGenerator json, Map<?, ?> entries) throws IOException {
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            name(json, String.valueOf(entry.getKey()));
            value(json, entry.getValue());
        }
    }

    /** Writes one free value a user gave. */
    public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof CharSequence text) {
            json.writeString(wellFormed(text.toString()));
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            members(json, map);
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) {
            json.writeStartArray();
            for (Object item : items) {
                value(json, item);
            }
            json.writeEndArray();
        } else {
            scalar(json, value);
        }
    }

    private static void scalar(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number
                && NUMBER.matcher(number.toString()).matches()) {
            json.writeNumber(number.toString());
        } else if (value instanceof JsonNode node) {
            value(json, node);
        } else {
            throw notJson(value);
        }
    }

    private static IllegalArgumentException notJson(Object value) {
        return new IllegalArgumentException("a value of " + value.getClass().getName()
                + " cannot be written as JSON; use texts, finite numbers, booleans, null, maps, lists or JsonNode");
    }

    private static void value(JsonGenerator json, JsonNode node) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    name(json, member.getKey());
                    value(json, member.getValue());
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode item : node) {
                    value(json, item);
                }
                json.writeEndArray();
            }
            case NUMBER -> scalar(json, node.numberValue());
            case BOOLEAN -> json.writeBoolean(node.booleanValue());
            case STRING -> json.writeString(wellFormed(node.textValue()));
            case BINARY -> json.writeString(node.asText());
            case NULL, MISSING -> json.writeNull();
            case POJO -> throw notJson(node);
        }
    }

    private static String wellFormed(String text) {
        int length = text.length();
        int plain = 0;
        while (plain < length && text.charAt(plain) < Character.MIN_SURROGATE) {
            plain++;
        }
        for (int i = plain; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (unpaired(text, i)) {
                    return repaired(text);
                }
                i++;
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (unpaired(text, i)) {
                    repaired.setCharAt(i, '\uFFFD');
                } else {
                    i++;
                }
            }
        }
        return repaired.toString();
    }

    private static boolean unpaired(String text, int i) {
        return i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    /** Keeps each piece the generator hands over; these have 8 KB at most. */
    private static final class Pieces extends OutputStream {

        private static final int USUAL = 8;

        private final List<byte[]> written = new ArrayList<>(USUAL);

        @Override
        public void write(int one) {
            written.add(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            written.add(Arrays.copyOfRange(bytes, from, from + length));
        }
    }
}
