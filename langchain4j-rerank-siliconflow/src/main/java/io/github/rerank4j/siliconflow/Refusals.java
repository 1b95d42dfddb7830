package io.github.rerank4j.siliconflow;

import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the refusal in a reply, whoever wrote it and under any status, and knows what the service's codes mean. */
final class Refusals {

    private static final String TRACE_ID = "x-siliconcloud-trace-id";
    private static final String RELAY_REQUEST_ID = "x-oneapi-request-id";

    private Refusals() {}

    /** The refusal, or null if the reply is none. */
    static @Nullable Refused in(WireReply reply) {
        ErrorBody error = ErrorBody.of(reply);
        if (reply.succeeded() && !error.refuses(reply.json().path("results"), null)) {
            return null;
        }
        return error.refused(error.kind(stated(error)), requestId(reply));
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

    private static @Nullable ErrorKind stated(ErrorBody error) {
        return error.codes().stream()
                .map(Refusals::kind)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What a code means; null for one that says no more than the status. */
    private static @Nullable ErrorKind kind(String code) {
        return switch (code) {
            case "20012" -> ErrorKind.MODEL_NOT_FOUND;
            // model, parameter, query, documents, content rules
            case "20013", "20015", "20019", "20020", "20021" -> ErrorKind.INVALID_REQUEST;
            // balance, model offline, real name, paid accounts only
            case "30001", "30003", "30005", "30011" -> ErrorKind.AUTHENTICATION;
            case "50603" -> ErrorKind.SERVER;
            default -> kindOfRange(code);
        };
    }

    private static @Nullable ErrorKind kindOfRange(String code) {
        if (code.matches("505\\d\\d")) {
            return ErrorKind.SERVER;
        }
        return code.matches("5060\\d") ? ErrorKind.RATE_LIMIT : null;
    }
}
