package io.github.rerank4j.spi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.text.OneLine;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What came back for one request: status, headers, and the body as JSON where it is JSON. */
public final class WireReply {

    private static final int EXCERPT_BYTES = 800;
    private static final int EXCERPT_CHARACTERS = 200;

    private static final byte[] NOTHING = {};

    private final int status;
    private final Headers headers;
    private final int length;
    private final JsonNode json;
    /** The body where it is no object and no array. */
    private final byte[] text;

    private final Charset charset;

    /** The headers of a reply. */
    @FunctionalInterface
    public interface Headers {

        /** A header's last value, or null; names in any case. */
        @Nullable
        String value(String name);
    }

    /**
     * A reply with a case-insensitive header look-up (null where absent) and the body's bytes, which are not copied. They
     * are read in the charset that the reply declares, else in UTF-8.
     */
    public WireReply(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.length = body.length;
        this.charset = BodyCharset.of(headers.value("Content-Type"), body);
        // JSON tells apart the forms of Unicode by itself
        boolean other = !charset.name().startsWith("UTF-");
        this.json = Json.read(other ? new String(body, charset).getBytes(StandardCharsets.UTF_8) : body);
        this.text = json.isContainerNode() ? NOTHING : body;
    }

    private WireReply(int status, Headers headers, int length, JsonNode json) {
        this.status = status;
        this.headers = headers;
        this.length = length;
        this.json = json;
        this.text = NOTHING;
        this.charset = StandardCharsets.UTF_8;
    }

    /**
     * A reply whose body is a part of an array that may be overwritten afterwards: what is needed of it is copied.
     *
     * @param memory holds the body
     * @param from the position of its first byte
     * @param to the position after its last byte
     */
    public static WireReply of(int status, Headers headers, byte[] memory, int from, int to) {
        if (BodyCharset.isUsual(headers.value("Content-Type"))) {
            JsonNode json = Json.read(memory, from, to);
            if (json.isContainerNode()) {
                return new WireReply(status, headers, to - from, json);
            }
        }
        return new WireReply(status, headers, Arrays.copyOfRange(memory, from, to));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the status is 2xx. */
    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** A header's last value, or null; names in any case. */
    public @Nullable String header(String name) {
        return headers.value(name);
    }

    /** The body, or a missing node where it is empty, not JSON, or followed by anything else. */
    public JsonNode json() {
        return json;
    }

    /**
     * The start of the body on one line, for a message about a body that is not what was expected. JSON is quoted with
     * the characters that its escapes stand for.
     */
    public String excerpt() {
        return OneLine.cut(OneLine.of(json.isContainerNode() ? start(json) : text(EXCERPT_BYTES)), EXCERPT_CHARACTERS);
    }

    private static String start(JsonNode json) {
        StringBuilder start = new StringBuilder(EXCERPT_BYTES);
        write(json, start);
        return start.toString();
    }

    /** Writes the values there is room for. */
    private static void write(JsonNode node, StringBuilder start) {
        if (!node.isContainerNode()) {
            String value = node.asText();
            String shown = value.substring(0, Math.min(value.length(), EXCERPT_BYTES));
            start.append(node.isTextual() ? '"' + shown + '"' : shown);
            return;
        }
        start.append(node.isObject() ? '{' : '[');
        int before = start.length();
        Iterator<String> names = node.fieldNames();
        for (JsonNode item : node) {
            if (start.length() >= EXCERPT_BYTES) {
                return;
            }
            start.append(start.length() == before ? "" : ",");
            if (names.hasNext()) {
                start.append('"').append(names.next()).append("\":");
            }
            write(item, start);
        }
        start.append(node.isObject() ? '}' : ']');
    }

    /** The text of a body that is no object and no array, read from at most so many of its bytes; empty for others. */
    String text(int bytes) {
        return new String(text, 0, Math.min(text.length, bytes), charset);
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "WireReply[status=" + status + ", bytes=" + length + "]";
    }
}
