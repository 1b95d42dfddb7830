package io.github.rerank4j.spi;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Phrases that say no more than a status does. */
final class ErrorPhrases {

    private static final Set<String> PHRASES = Set.of(
            "bad request",
            "unauthorized",
            "payment required",
            "forbidden",
            "not found",
            "method not allowed",
            "not acceptable",
            "request timeout",
            "conflict",
            "gone",
            "length required",
            "payload too large",
            "content too large",
            "request entity too large",
            "unsupported media type",
            "unprocessable entity",
            "unprocessable content",
            "too many requests",
            "internal server error",
            "not implemented",
            "bad gateway",
            "service unavailable",
            "gateway timeout",
            "gateway time-out",
            "error",
            "errors",
            "fail",
            "failed",
            "failure",
            "data",
            "unknown",
            "unknown error",
            "internal error",
            "server error",
            "upstream error",
            "provider returned error",
            "an error occurred",
            "an unexpected error occurred",
            "something went wrong",
            "request failed",
            "invalid request",
            "invalid input",
            "invalid argument",
            "validation error",
            "validation failed",
            "request validation failed",
            "request validation error",
            "no message available",
            "one or more validation errors occurred",
            "exception",
            "success",
            "ok");

    private static final Pattern VALIDATION = Pattern.compile("validation failed for object=.*\\. error count: \\d+");
    private static final Pattern AROUND = Pattern.compile("^(http )?\\d{3} |(?<![\\s.!:])[\\s.!:]+$");

    private ErrorPhrases() {}

    /** Whether words are such a phrase, with or without the number of a status. */
    static boolean isGeneric(String words) {
        String bare = words.strip().toLowerCase(Locale.ROOT);
        if (bare.isEmpty() || bare.matches("\\d+")) {
            return true;
        }
        bare = AROUND.matcher(bare).replaceAll("");
        return PHRASES.contains(bare) || VALIDATION.matcher(bare).matches();
    }
}
