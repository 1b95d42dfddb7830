package io.github.rerank4j.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.RerankWire;
import io.github.rerank4j.spi.Tokens;
import io.github.rerank4j.spi.UserAgent;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import io.github.rerank4j.spi.WireRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tencent Cloud {@code RunRerank}: bare logits in document order. Errors come under any status, mostly 200. The service
 * refuses members it does not know, so nothing but query, documents and model is ever sent.
 */
final class TencentWire implements RerankWire {

    private final ModelTraits traits;
    private final Map<String, String> commonParameters;

    TencentWire(ModelTraits traits, String region) {
        this.traits = traits;
        this.commonParameters = Map.of(
                "X-TC-Action",
                "RunRerank",
                "X-TC-Version",
                "2024-05-22",
                "X-TC-Region",
                region,
                "X-TC-RequestClient",
                UserAgent.VALUE);
    }

    @Override
    public ModelTraits traits(@Nullable String modelName) {
        return traits;
    }

    @Override
    public WireRequest encode(RerankCall call) {
        refuse(call.instruction() != null, "instruction");
        refuse(!call.input().isEmpty(), "input");
        refuse(!call.parameters().isEmpty(), "parameters");
        WireBody body = Json.write(json -> {
            Json.text(json, "Query", call.queryText());
            Json.texts(json, "Docs", call.documents());
            Json.optional(json, "Model", call.modelName());
        });
        return new WireRequest("", commonParameters, body);
    }

    @Override
    public String reading() {
        return "";
    }

    @Override
    public RerankReply decode(WireReply reply) {
        JsonNode response = reply.json().path("Response");
        String requestId = text(response.path("RequestId"));
        JsonNode error = response.path("Error");
        JsonNode scores = response.path("ScoreList");
        ErrorBody said = ErrorBody.of(reply);
        boolean refused = !reply.succeeded() || said.refuses(scores, null);
        boolean named = error.isContainerNode() || error.isTextual();
        if (named && (refused || !scores.isArray())) {
            JsonNode words = error.isTextual() ? error : error.path("Message");
            return refused(reply, text(error.path("Code")), words, requestId);
        }
        if (hasObsoleteError(reply.json())) {
            return obsoleteError(reply);
        }
        if (refused) {
            return said.refused(said.kind(null), reply.header("x-request-id"));
        }
        return Scored.positional(scores)
                .usage(Tokens.total(response.path("Usage").path("TotalTokens")))
                .requestId(requestId);
    }

    @Override
    public String hint(WireReply reply) {
        String code = reply.json().path("Response").path("Error").path("Code").asText();
        return code.startsWith("UnsupportedRegion") ? "correct region" : "";
    }

    /** The form of the API before its version 3, which gateways still answer with now and then. */
    private static boolean hasObsoleteError(JsonNode body) {
        return body.path("codeDesc").isTextual()
                && !body.path("code").asText("0").equals("0");
    }

    private static RerankReply obsoleteError(WireReply reply) {
        JsonNode body = reply.json();
        return refused(reply, text(body.path("codeDesc")), body.path("message"), text(body.path("requestId")));
    }

    private static Refused refused(WireReply reply, @Nullable String code, JsonNode words, @Nullable String requestId) {
        String message = words.isTextual() ? words.textValue() : reply.excerpt();
        return new Refused(kind(code, reply), code, message, requestId);
    }

    private static ErrorKind kind(@Nullable String code, WireReply reply) {
        ErrorKind known = code == null ? null : Refusals.kind(code);
        if (known != null) {
            return known;
        }
        return reply.succeeded() ? ErrorKind.INVALID_REQUEST : ErrorKind.ofStatus(reply.status());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static void refuse(boolean given, String what) {
        if (given) {
            throw new UnsupportedFeatureException(
                    "Tencent's RunRerank takes a query, documents and a model, but no " + what + "; leave it out");
        }
    }
}
