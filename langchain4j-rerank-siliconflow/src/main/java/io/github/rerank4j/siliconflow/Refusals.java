package io.github.rerank4j.siliconflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the refusal in a reply: a JSON text, {@code {"code", "message", "data"}}, a relay's
 * {@code {"error": {"message", "type", "param", "code"}}}, or something a gateway wrote; under any status.
 */
final class Refusals {

    private static final String TRACE_ID = "x-siliconcloud-trace-id";
    private static final String RELAY_REQUEST_ID = "x-oneapi-request-id";
    private static final Set<String> SUCCESS = Set.of("0", "200", "20000");

    private Refusals() {}

    /** The refusal, or null if the reply is none. */
    static @Nullable Refused in(WireReply reply) {
        JsonNode body = reply.json();
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        String code = code(error.path("code"));
        if (reply.succeeded() && !refuses(body, code)) {
            return null;
        }
        return new Refused(kind(code, reply), code, words(error, reply), requestId(reply));
    }

    /** The id that support asks for: the service's trace id, the relay's request id, or the reply's own id. */
    static @Nullable String requestId(WireReply reply) {
        String trace = reply.header(TRACE_ID);
        if (trace != null) {
            return trace;
        }
        String relayed = reply.header(RELAY_REQUEST_ID);
        return relayed == null ? reply.json().path("id").textValue() : relayed;
    }

    /** Whether a body that came with success is none: it names an error, or has words where results belong. */
    private static boolean refuses(JsonNode body, @Nullable String code) {
        JsonNode error = body.path("error");
        if ((error.isObject() && !error.isEmpty())
                || (error.isTextual() && !error.textValue().isBlank())) {
            return true;
        }
        if (code != null) {
            return !SUCCESS.contains(code);
        }
        return !body.path("results").isArray() && body.path("message").isTextual();
    }

    private static @Nullable String code(JsonNode code) {
        String text = code.isTextual() || code.isIntegralNumber() ? code.asText() : "";
        return text.isBlank() ? null : text;
    }

    private static ErrorKind kind(@Nullable String code, WireReply reply) {
        ErrorKind kind = code == null ? null : kind(code);
        if (kind != null) {
            return kind;
        }
        if (!reply.succeeded()) {
            return ErrorKind.ofStatus(reply.status());
        }
        boolean status = code != null && code.matches("[45]\\d\\d");
        return status ? ErrorKind.ofStatus(Integer.parseInt(code)) : ErrorKind.INVALID_REQUEST;
    }

    /** What a code means whatever the status; null for one that says no more than the status. */
    private static @Nullable ErrorKind kind(String code) {
        return switch (code) {
            case "20012" -> ErrorKind.MODEL_NOT_FOUND;
            // model, parameter, query, documents, content rules
            case "20013", "20015", "20019", "20020", "20021" -> ErrorKind.INVALID_REQUEST;
            // balance, model offline, real name, paid accounts only
            case "30001", "30003", "30005", "30011" -> ErrorKind.AUTHENTICATION;
            case "50603" -> ErrorKind.SERVER;
            // a relay says 503 with it
            case "model_not_found" -> ErrorKind.MODEL_NOT_FOUND;
            case "insufficient_user_quota", "pre_consume_token_quota_failed", "insufficient_quota" ->
                ErrorKind.AUTHENTICATION;
            default -> kindOfRange(code);
        };
    }

    private static @Nullable ErrorKind kindOfRange(String code) {
        if (code.matches("505\\d\\d")) {
            return ErrorKind.SERVER;
        }
        return code.matches("5060\\d") ? ErrorKind.RATE_LIMIT : null;
    }

    private static String words(JsonNode error, WireReply reply) {
        if (error.isTextual()) {
            return error.textValue();
        }
        JsonNode message = error.path("message").isTextual() ? error.path("message") : error.path("error");
        return message.isTextual() ? message.textValue() : reply.excerpt();
    }
}
