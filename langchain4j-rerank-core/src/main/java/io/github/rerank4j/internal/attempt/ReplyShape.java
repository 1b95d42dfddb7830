package io.github.rerank4j.internal.attempt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.WireReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reply without a list of scores, or a result without a score, looks like, for the end of a message. */
final class ReplyShape {

    private static final int NAMES = 5;
    private static final int LONGEST_NAME = 40;

    private ReplyShape() {}

    /** In words that follow "; ". Names of members may be texts of a user's, so it is not to be shown as it is. */
    static String of(WireReply reply) {
        JsonNode json = reply.json();
        if (json.isObject()) {
            return "it is " + object(json);
        }
        if (json.isArray()) {
            boolean vectors = json.path(0).path(0).isNumber();
            return vectors ? "it is a list of embeddings" : "it is an array of " + json.size();
        }
        if (ErrorBody.of(reply).isWebPage()) {
            return "it is " + ErrorBody.of(reply).words();
        }
        String start = reply.excerpt();
        if (start.startsWith("data:") || start.startsWith("event:")) {
            return "it is an event stream, as chat models send";
        }
        return start.isEmpty() ? "its body is empty" : "it is not a JSON object; it begins: " + start;
    }

    /** What a result is that cannot be read, with the names of its members, which may be texts of a user's. */
    static String of(JsonNode result) {
        return result.isObject()
                ? withNames(result)
                : "a value of the JSON type " + result.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String object(JsonNode json) {
        String kind = json.path("object").asText("");
        if (kind.startsWith("chat.completion") || kind.equals("text_completion") || json.has("choices")) {
            return "a chat completion";
        }
        JsonNode first = json.path("data").path(0);
        if (first.has("embedding") || json.has("embeddings") || json.has("embedding")) {
            return "a list of embeddings";
        }
        if (first.path("object").asText("").equals("model")) {
            return "a list of models";
        }
        return withNames(json);
    }

    private static String withNames(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> {
            if (names.size() < NAMES) {
                names.add("\"" + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "\"");
            }
        });
        return names.isEmpty() ? "an empty object" : "an object with " + String.join(", ", names);
    }
}
