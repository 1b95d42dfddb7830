package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as a local server received it. Immutable.
 *
 * <p>{@code toString} shows method, path and size only, because headers hold keys and bodies hold texts.
 */
public final class ReceivedRequest {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * A request, for servers of one's own.
     *
     * @param path with its query
     * @param headers their names are looked up in any case
     * @param body its bytes, of which a copy is kept
     */
    public ReceivedRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> anyCase.put(name, List.copyOf(values)));
        this.method = method;
        this.path = path;
        this.headers = Collections.unmodifiableMap(anyCase);
        this.body = body.clone();
    }

    /** The request's method, such as {@code POST}. */
    public String method() {
        return method;
    }

    /** The path with its query, as sent. */
    public String path() {
        return path;
    }

    /** The first value of a header whose name matches in any case; null when the request does not have it. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** All headers; looking a name up ignores its case. Over HTTP/2 the authority is found under {@code host}. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The body's bytes, empty when there is none; the caller's own copy. */
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body read as JSON.
     *
     * @throws IllegalStateException when the body is not one JSON value
     */
    public JsonNode json() {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new IllegalStateException("the body of " + this + " is not JSON", e);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s (%d bytes)", method, path, body.length);
    }
}
