package io.github.rerank4j.examples.web;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.util.stream.Stream;

/**
 * Why there is no answer.
 *
 * @param status the HTTP status to say so with
 * @param error what went wrong, for a person
 */
public record Problem(int status, String error) {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    /** What to say about a failure: frameworks may have wrapped it. */
    public static Problem of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause instanceof BadQuestionException
                        || cause instanceof NoSuchMemberException
                        || cause instanceof LangChain4jException)
                .findFirst()
                .map(Problem::known)
                .orElseGet(() -> new Problem(INTERNAL_SERVER_ERROR, "Something went wrong. The log says what."));
    }

    /** The question had bytes that are no text, and the server did not hand them over. */
    public static Problem ofUnreadableQuestion() {
        return known(Question.lost());
    }

    private static Problem known(Throwable failure) {
        if (failure instanceof BadQuestionException) {
            return new Problem(BAD_REQUEST, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof NoSuchMemberException) {
            return new Problem(NOT_FOUND, String.valueOf(failure.getMessage()));
        }
        // no chat model here: what fails is the reranker, whose messages hold neither keys nor texts
        return new Problem(status(failure), "The reranker failed: " + failure.getMessage());
    }

    private static int status(Throwable failure) {
        if (failure instanceof RateLimitException) {
            return SERVICE_UNAVAILABLE;
        }
        return failure instanceof TimeoutException ? GATEWAY_TIMEOUT : BAD_GATEWAY;
    }

    /** Whether it is no fault of who asked, and so belongs in the log. */
    public boolean unexpected() {
        return status >= INTERNAL_SERVER_ERROR;
    }
}
