package io.github.rerank4j.spi;

import java.util.Map;

/**
 * The HTTP request of one batch, before credentials.
 *
 * @param path relative to the base URL, without a leading slash; empty for the base URL itself
 * @param headers fixed headers of the service, without credentials
 * @param body JSON in UTF-8
 */
public record WireRequest(String path, Map<String, String> headers, WireBody body) {

    /** Copies the headers. */
    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** A POST of JSON without further headers. */
    public static WireRequest post(String path, WireBody body) {
        return new WireRequest(path, Map.of(), body);
    }

    /** Names no content. */
    @Override
    public String toString() {
        return "WireRequest[path=" + path + ", bytes=" + body.length() + "]";
    }
}
