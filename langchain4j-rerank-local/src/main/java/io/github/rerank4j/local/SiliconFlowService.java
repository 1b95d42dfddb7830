package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** SiliconFlow's rerank endpoint: results come sorted by relevance, each naming its document by index. */
final class SiliconFlowService implements LocalService {
    private static final String MODEL_UNKNOWN = "20012";
    private static final String MODEL_REQUIRED = "20013";
    private static final String PARAMETER_INVALID = "20015";
    private static final String QUERY_REQUIRED = "20019";
    private static final String DOCUMENTS_REQUIRED = "20020";
    private static final int MAX_OVERLAP = 80;

    private final RerankScorer scorer;
    private final ApiKey key;
    private final Set<String> models;
    private final SlidingWindow rate;

    SiliconFlowService(RerankScorer scorer, ApiKey key, Set<String> models, SlidingWindow rate) {
        this.scorer = scorer;
        this.key = key;
        this.models = models;
        this.rate = rate;
    }

    @Override
    public LocalReply respond(ReceivedRequest request) {
        return outcome(request)
                .header("x-siliconcloud-trace-id", "ti_" + UUID.randomUUID().toString());
    }

    private LocalReply outcome(ReceivedRequest request) {
        if (!key.opens(request)) {
            return LocalReply.json(401, "\"Invalid token\"");
        }
        if (!rate.admits()) {
            String message = "Request was rejected due to rate limiting. Details: RPM limit reached.";
            return LocalReply.json(429, Json.write(refused(message)));
        }
        try {
            JsonNode body = body(request);
            return LocalReply.json(Json.write(results(body, ranking(body))));
        } catch (ServiceRefusal refusal) {
            return error(400, Integer.parseInt(refusal.code()), refusal.reason());
        } catch (RuntimeException e) {
            return error(500, 50500, "The scorer failed: " + e);
        }
    }

    private static LocalReply error(int status, int code, String message) {
        return LocalReply.json(
                status, Json.write(Json.object().put("code", code).setAll(refused(message))));
    }

    private static ObjectNode refused(String message) {
        return Json.object().put("message", message).putNull("data");
    }

    private static JsonNode body(ReceivedRequest request) {
        return Json.object(request.body(), flaw -> invalid("The body " + flaw + "."));
    }

    private static ServiceRefusal invalid(String reason) {
        return new ServiceRefusal(PARAMETER_INVALID, reason);
    }

    private Ranking ranking(JsonNode body) {
        String model = required(body, "model", MODEL_REQUIRED);
        if (!models.contains(model)) {
            throw new ServiceRefusal(MODEL_UNKNOWN, "Model does not exist. Please check it carefully.");
        }
        checkOptions(body);
        return Ranking.of(required(body, "query", QUERY_REQUIRED), documents(body.path("documents")), scorer);
    }

    private static String required(JsonNode body, String name, String codeWhenMissing) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())) {
            throw new ServiceRefusal(codeWhenMissing, name + " is required.");
        }
        if (!value.isTextual()) {
            throw invalid(name + " must be a string.");
        }
        return value.textValue();
    }

    private static List<String> documents(JsonNode sent) {
        if (sent.isTextual()) {
            return List.of(sent.textValue());
        }
        if (sent.isMissingNode() || sent.isNull() || (sent.isArray() && sent.isEmpty())) {
            throw new ServiceRefusal(DOCUMENTS_REQUIRED, "documents is required.");
        }
        List<String> documents = new ArrayList<>();
        sent.forEach(document -> {
            if (document.isTextual()) {
                documents.add(document.textValue());
            }
        });
        if (!sent.isArray() || documents.size() != sent.size()) {
            throw invalid("documents must be an array of strings.");
        }
        return documents;
    }

    private static void checkOptions(JsonNode body) {
        checkNumber(body, "top_n", 1, Integer.MAX_VALUE);
        checkNumber(body, "max_chunks_per_doc", 1, Integer.MAX_VALUE);
        checkNumber(body, "overlap_tokens", 0, MAX_OVERLAP);
        JsonNode returned = body.get("return_documents");
        if (returned != null && !returned.isBoolean()) {
            throw invalid("return_documents must be a boolean.");
        }
        JsonNode instruction = body.get("instruction");
        if (instruction != null
                && (!instruction.isTextual() || instruction.textValue().isEmpty())) {
            throw invalid("instruction must be a string with at least one character.");
        }
    }

    private static void checkNumber(JsonNode body, String name, int least, int most) {
        JsonNode value = body.get(name);
        if (value != null && (!value.isInt() || value.intValue() < least || value.intValue() > most)) {
            throw invalid(name + " must be an integer from " + least + " to " + most + ".");
        }
    }

    private static ObjectNode results(JsonNode body, Ranking ranking) {
        ObjectNode reply = Json.object().put("id", UUID.randomUUID().toString());
        ArrayNode results = reply.putArray("results");
        int topN = body.path("top_n").asInt(Integer.MAX_VALUE);
        ranking.bestFirst().stream().limit(topN).forEach(index -> {
            ObjectNode result = results.addObject();
            if (body.path("return_documents").booleanValue()) {
                result.putObject("document").put("text", ranking.documents().get(index));
            }
            result.put("index", index).put("relevance_score", ranking.scores().get(index));
        });
        reply.putObject("meta")
                .putObject("tokens")
                .put("input_tokens", ranking.tokens())
                .put("output_tokens", 0);
        return reply;
    }
}
