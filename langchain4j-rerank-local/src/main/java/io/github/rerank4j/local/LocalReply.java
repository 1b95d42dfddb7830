package io.github.rerank4j.local;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a local service answers.
 *
 * @param headers without those that say how the body is sent
 * @param body not a copy: nobody here writes to it
 */
record LocalReply(int status, Map<String, String> headers, byte[] body) {
    static LocalReply json(String json) {
        return json(200, json);
    }

    static LocalReply json(int status, String json) {
        return of(status, "application/json", json);
    }

    static LocalReply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    static LocalReply empty(int status) {
        return new LocalReply(status, Map.of(), new byte[0]);
    }

    private static LocalReply of(int status, String type, String body) {
        return new LocalReply(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    LocalReply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new LocalReply(status, more, body);
    }
}
