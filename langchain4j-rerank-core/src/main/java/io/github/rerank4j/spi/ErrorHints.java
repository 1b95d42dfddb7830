package io.github.rerank4j.spi;

import static io.github.rerank4j.spi.ErrorKind.AUTHENTICATION;
import static io.github.rerank4j.spi.ErrorKind.INVALID_REQUEST;
import static io.github.rerank4j.spi.ErrorKind.MODEL_NOT_FOUND;
import static io.github.rerank4j.spi.ErrorKind.RATE_LIMIT;
import static io.github.rerank4j.spi.ErrorKind.SERVER;
import static io.github.rerank4j.spi.ErrorKind.TIMEOUT;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What codes and words mean that many servers share. */
final class ErrorHints {

    /** The states of gRPC by their numbers. */
    private static final List<String> GRPC_STATES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private static final Pattern FAILED_STATUS = Pattern.compile("[45]\\d\\d");
    /** The slash inside of a model's name begins none. */
    private static final Pattern PATH = Pattern.compile("(?<![\\p{L}\\p{N}])/[^\\s\"'`]*");

    private static final Pattern NO_MODEL = Pattern.compile("(?i)not found in the model list");

    /** For words under success, which no status says the kind of; the first that fits counts. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(
                    "rate.?limit|too many requests|throttl|\\bqps\\b|requests? limit (is )?(reached|exceeded)|频率|限流|频繁",
                    RATE_LIMIT),
            new Meaning(
                    "api.?key|unauthori[sz]ed|unauthenticated|(access )?token.{0,20}(invalid|expired|not valid)"
                            + "|(invalid|expired).{0,20}token|permission|access denied|insufficient.{0,20}balance"
                            + "|balance.{0,30}(insufficient|not enough|used up)|arrear|欠费|余额|鉴权|未授权|无权限",
                    AUTHENTICATION),
            new Meaning(
                    "model.{0,80}(not exist|not found|not available|unknown)|(no such|unknown) model|模型.{0,40}不存在",
                    MODEL_NOT_FOUND),
            new Meaning("time[d]?.?out|超时", TIMEOUT),
            new Meaning(
                    "internal (server )?error|overload|unavailable|try again later|system error|busy|繁忙|内部错误|稍后",
                    SERVER));

    private record Meaning(Pattern words, ErrorKind kind) {
        Meaning(String words, ErrorKind kind) {
            this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), kind);
        }
    }

    private ErrorHints() {}

    /** Whether a code is an HTTP status of failure. */
    static boolean isFailedStatus(String code) {
        return FAILED_STATUS.matcher(code).matches();
    }

    /** Whether words speak of a model, other than in a path. */
    static boolean nameModel(String words) {
        String said = PATH.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("");
        return said.contains("model") || said.contains("模型");
    }

    /** The kind, or null where the status says as much. */
    static @Nullable ErrorKind kind(WireReply reply, List<String> codes, String words) {
        if (NO_MODEL.matcher(words).find()) {
            return MODEL_NOT_FOUND;
        }
        ErrorKind ofCode = codes.stream()
                .map(ErrorHints::ofCode)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (!reply.succeeded()) {
            return ofCode;
        }
        boolean statusGiven = codes.stream().anyMatch(ErrorHints::isFailedStatus);
        return ofCode != null || statusGiven ? ofCode : underSuccess(codes, words);
    }

    /** The name of a gRPC state by its number; null for any other number. */
    static @Nullable String stateOf(JsonNode code) {
        boolean state = code.isInt() && code.intValue() > 0 && code.intValue() < GRPC_STATES.size();
        return state ? GRPC_STATES.get(code.intValue()) : null;
    }

    private static @Nullable ErrorKind underSuccess(List<String> codes, String words) {
        for (String code : codes) {
            ErrorKind kind = ofState(code.toLowerCase(Locale.ROOT));
            if (kind != null) {
                return kind;
            }
        }
        return MEANINGS.stream()
                .filter(meaning -> meaning.words().matcher(words).find())
                .map(Meaning::kind)
                .findFirst()
                .orElse(null);
    }

    /** What a code means whatever the status. */
    private static @Nullable ErrorKind ofCode(String code) {
        return switch (code.toLowerCase(Locale.ROOT)) {
            case "rate_limit_exceeded",
                    "rate_limit_error",
                    "rate_limited",
                    "rate_limit",
                    "ratelimitexceeded",
                    "too_many_requests",
                    "toomanyrequests",
                    "throttling",
                    "requestlimitexceeded",
                    "resource_exhausted" -> RATE_LIMIT;
            case "invalid_api_key",
                    "invalid_token",
                    "invalidapikey",
                    "api_key_invalid",
                    "authentication_error",
                    "unauthorized",
                    "unauthenticated",
                    "permission_denied",
                    "insufficient_quota",
                    "insufficient_user_quota",
                    "insufficient_balance",
                    "pre_consume_token_quota_failed" -> AUTHENTICATION;
            case "model_not_found", "modelnotfound" -> MODEL_NOT_FOUND;
            default -> null;
        };
    }

    private static @Nullable ErrorKind ofState(String code) {
        return switch (code) {
            case "internal", "unavailable", "unknown", "aborted", "data_loss", "internal_error", "server_error" ->
                SERVER;
            case "deadline_exceeded" -> TIMEOUT;
            case "not_found" -> MODEL_NOT_FOUND;
            case "invalid_argument", "failed_precondition", "out_of_range", "unimplemented" -> INVALID_REQUEST;
            default -> null;
        };
    }
}
