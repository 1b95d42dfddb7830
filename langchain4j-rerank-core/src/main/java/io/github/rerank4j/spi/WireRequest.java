package io.github.rerank4j.spi;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The HTTP request of one batch, before credentials.
 *
 * @param path relative to the base URL, without a leading slash; empty for the base URL itself. No segment may be
 *     {@code .} or {@code ..}, also not as {@code %2e}, and no character a control character: a model's name in a path
 *     would else choose the address that gets the key
 * @param headers fixed headers of the service, without credentials
 * @param body JSON in UTF-8
 */
public record WireRequest(String path, Map<String, String> headers, WireBody body) {

    /** What makes an HTTP client leave a segment out, or the one before it; it also skips control characters. */
    private static final Pattern DOTS_OR_CONTROL = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|\\z)|\\p{Cc}");

    /**
     * Copies the headers.
     *
     * @throws IllegalArgumentException if the path would lead to another address
     */
    public WireRequest {
        if (!isPlain(path) && DOTS_OR_CONTROL.matcher(path).find()) {
            throw new IllegalArgumentException("the path of a request would lead to another address: a segment of it is"
                    + " \".\" or \"..\", or it holds a control character; correct what the wire puts into it, perhaps"
                    + " modelName");
        }
        headers = Map.copyOf(headers);
    }

    /**
     * A POST of JSON without further headers.
     *
     * @throws IllegalArgumentException if the path would lead to another address
     */
    public static WireRequest post(String path, WireBody body) {
        return new WireRequest(path, Map.of(), body);
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "WireRequest[path=" + path + ", bytes=" + body.length() + "]";
    }

    /** Most paths are, and need no closer look. */
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '.' || c == '%' || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }
}
