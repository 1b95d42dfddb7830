package io.github.rerank4j.spi;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import java.util.function.BiFunction;

/** What a refusal means to the caller: the exception it becomes and how often asking again can help. */
public enum ErrorKind {

    /** Too many requests or tokens for now. */
    RATE_LIMIT(Integer.MAX_VALUE, "lower requestsPerSecond, or raise timeout or maxRetries", RateLimitException::new),

    /** The service failed or is overloaded. */
    SERVER(Integer.MAX_VALUE, "try again later", InternalServerException::new),

    /** The service failed and does not say whether asking again can help: asked once more. */
    AMBIGUOUS(1, "try again later", InternalServerException::new),

    /** The service gave up waiting for the request (HTTP 408). */
    TIMEOUT(Integer.MAX_VALUE, "try again later", TimeoutException::new),

    /** Credentials, permission, balance, or a product that is not active. */
    AUTHENTICATION(
            0, "check the credentials, their permissions and the balance of the account", AuthenticationException::new),

    /** No such path or model. */
    MODEL_NOT_FOUND(0, "check baseUrl and modelName", ModelNotFoundException::new),

    /** The request is wrong and stays wrong. */
    INVALID_REQUEST(0, "check the request against the service's limits", InvalidRequestException::new);

    private final int repeats;
    private final String advice;
    private final BiFunction<String, Throwable, LangChain4jException> exception;

    ErrorKind(int repeats, String advice, BiFunction<String, Throwable, LangChain4jException> exception) {
        this.repeats = repeats;
        this.advice = advice;
        this.exception = exception;
    }

    /**
     * What an HTTP status other than 2xx means when the body says nothing more precise. A number of 500 and above is
     * {@link #SERVER}, 501 excepted.
     */
    public static ErrorKind ofStatus(int status) {
        return switch (status) {
            case 401, 402, 403 -> AUTHENTICATION;
            case 404 -> MODEL_NOT_FOUND;
            case 408 -> TIMEOUT;
            case 429 -> RATE_LIMIT;
            case 501, 505, 510, 511 -> INVALID_REQUEST;
            default -> status >= 500 ? SERVER : INVALID_REQUEST;
        };
    }

    /** How many further attempts can help at most; a user's {@code maxRetries} may allow fewer. */
    public int repeats() {
        return repeats;
    }

    /** What the caller can do about it, in a few words for the end of a message. */
    public String advice() {
        return advice;
    }

    /** The exception of this kind, with what the service answered as its cause. */
    public LangChain4jException exception(String message, Throwable cause) {
        return exception.apply(message, cause);
    }
}
