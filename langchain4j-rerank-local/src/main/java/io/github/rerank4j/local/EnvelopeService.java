package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rerank endpoint that wraps everything in {@code success, code, message, data}.
 *
 * <p>Query and documents are in the body or in its {@code input}, as strings or as objects with a {@code text}. A bad
 * request is refused with HTTP 200 and {@code success: false}, the case that a careless client misses.
 */
final class EnvelopeService implements LocalService {
    private final RerankScorer scorer;
    private final ApiKey key;

    EnvelopeService(RerankScorer scorer, ApiKey key) {
        this.scorer = scorer;
        this.key = key;
    }

    @Override
    public LocalReply respond(ReceivedRequest request) {
        if (!key.opens(request)) {
            ObjectNode error = Json.object();
            error.putObject("error").put("code", "unauthorized").put("message", "The API key is not valid.");
            return LocalReply.json(401, Json.write(error));
        }
        try {
            return LocalReply.json(Json.write(ranked(body(request))));
        } catch (ServiceRefusal refusal) {
            return LocalReply.json(Json.write(envelope(false, refusal.code(), refusal.reason(), null)));
        } catch (RuntimeException e) {
            return LocalReply.json(500, Json.write(envelope(false, "500", "The scorer failed: " + e, null)));
        }
    }

    private static ObjectNode envelope(boolean success, String code, String message, @Nullable ObjectNode data) {
        return Json.object()
                .put("success", success)
                .put("code", code)
                .put("message", message)
                .set("data", data);
    }

    private static JsonNode body(ReceivedRequest request) {
        return Json.object(request.body(), flaw -> invalid("the body " + flaw));
    }

    private static ServiceRefusal invalid(String reason) {
        return new ServiceRefusal("400", reason);
    }

    private ObjectNode ranked(JsonNode body) {
        if (text(body.path("model"), "model").isEmpty()) {
            throw invalid("model is required");
        }
        String query = text(member(body, "input", "query"), "query");
        Ranking ranking = Ranking.of(query, documents(member(body, "input", "documents")), scorer);
        ObjectNode data = Json.object();
        data.set("results", results(body, ranking));
        return envelope(true, "200", "successful", data);
    }

    /** A member of the body, or else of an object inside it. */
    private static JsonNode member(JsonNode body, String inner, String name) {
        return body.has(name) ? body.path(name) : body.path(inner).path(name);
    }

    private static List<String> documents(JsonNode sent) {
        if (!sent.isArray() || sent.isEmpty()) {
            throw invalid("documents must be an array that is not empty");
        }
        List<String> documents = new ArrayList<>();
        sent.forEach(document -> documents.add(text(document, "each document")));
        return documents;
    }

    private static String text(JsonNode sent, String what) {
        JsonNode text = sent.isObject() ? sent.path("text") : sent;
        if (!text.isTextual()) {
            throw invalid(what + " must be a text");
        }
        return text.textValue();
    }

    private static ArrayNode results(JsonNode body, Ranking ranking) {
        boolean returned = member(body, "parameters", "return_documents").booleanValue();
        ArrayNode results = Json.object().arrayNode();
        ranking.bestFirst().stream().limit(topN(body)).forEach(index -> {
            ObjectNode result = results.addObject()
                    .put("index", index)
                    .put("relevance_score", ranking.scores().get(index));
            if (returned) {
                result.putObject("document").put("text", ranking.documents().get(index));
            }
        });
        return results;
    }

    private static int topN(JsonNode body) {
        JsonNode topN = member(body, "parameters", "top_n");
        if (topN.isMissingNode()) {
            return Integer.MAX_VALUE;
        }
        if (!topN.isInt() || topN.intValue() < 1) {
            throw invalid("top_n must be an integer of at least 1");
        }
        return topN.intValue();
    }
}
