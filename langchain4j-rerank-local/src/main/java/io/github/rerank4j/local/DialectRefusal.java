package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.UUID;

/**
 * How a service says no, in bodies with the holes {@code $message} and {@code $id}.
 *
 * @param wrongKey the body under status 401; a missing one is sent as no body at all
 * @param status the status of the answer to a bad request
 * @param badRequest its body
 */
record DialectRefusal(JsonSample wrongKey, int status, JsonSample badRequest) {
    static DialectRefusal in(JsonNode description) {
        JsonNode badRequest = description.path("badRequest");
        return new DialectRefusal(
                new JsonSample(description.path("wrongKey")),
                badRequest.path("status").intValue(),
                new JsonSample(badRequest.path("body")));
    }

    LocalReply wrongKey(String message) {
        return wrongKey.json().isMissingNode() ? LocalReply.empty(401) : reply(401, wrongKey, message);
    }

    LocalReply badRequest(String message) {
        return reply(status, badRequest, message);
    }

    private static LocalReply reply(int status, JsonSample body, String message) {
        JsonNode filled = body.with(Map.of(
                "$message", TextNode.valueOf(message),
                "$id", TextNode.valueOf(UUID.randomUUID().toString())));
        return LocalReply.json(status, Json.write(filled));
    }
}
