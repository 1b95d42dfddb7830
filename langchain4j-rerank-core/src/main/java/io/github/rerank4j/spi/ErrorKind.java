package io.github.rerank4j.spi;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;

/** What a refusal means to the caller: the exception it becomes and how often asking again can help. */
public enum ErrorKind {

    /** Too many requests or tokens for now. */
    RATE_LIMIT(
            ErrorKind.UNLIMITED,
            "set a lower requestsPerSecond, share one rateLimiter per account, or raise timeout or maxRetries"),

    /** The service failed or is overloaded. */
    SERVER(ErrorKind.UNLIMITED, "try again later"),

    /** The server says that it is still loading its model: asked until the call's time is up. */
    LOADING(
            ErrorKind.UNLIMITED,
            "wait until the server has loaded its model, or set maxRetries above 0 and a timeout that lasts"),

    /**
     * The service failed, or accepted the request without results (HTTP 202), and does not say whether asking again can
     * help: asked once more.
     */
    AMBIGUOUS(1, "try again later"),

    /** The service gave up waiting, for the request (HTTP 408) or for its own work. */
    TIMEOUT(ErrorKind.UNLIMITED, "try again later"),

    /** Credentials, permission, balance, or a product that is not active. */
    AUTHENTICATION(0, "check the credentials, their permissions and the balance of the account"),

    /** No such path or model. */
    MODEL_NOT_FOUND(0, "check the path of baseUrl, then modelName"),

    /** The request is wrong and stays wrong. */
    INVALID_REQUEST(0, "check the request against the service's limits");

    /** The number of repeats of a kind that sets no limit to them. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final int repeats;
    private final String advice;

    ErrorKind(int repeats, String advice) {
        this.repeats = repeats;
        this.advice = advice;
    }

    /**
     * What an HTTP status other than 2xx means when the body says nothing more precise. 500 and above is
     * {@link #SERVER}, except 501, 505, 510 and 511, which are {@link #INVALID_REQUEST}.
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

    /** Whether it says that the server is at fault, not the request. */
    boolean blamesServer() {
        return this == SERVER || this == AMBIGUOUS || this == LOADING;
    }

    /** How many further attempts can help at most, or {@link #UNLIMITED}; a user's {@code maxRetries} may allow fewer. */
    public int repeats() {
        return repeats;
    }

    /** What the caller can do about it, in a few words for the end of a message. */
    public String advice() {
        return advice;
    }

    /** The exception of this kind, with what the service answered as its cause. */
    public LangChain4jException exception(String message, Throwable cause) {
        return switch (this) {
            case RATE_LIMIT -> new RateLimitException(message, cause);
            case SERVER, AMBIGUOUS, LOADING -> new InternalServerException(message, cause);
            case TIMEOUT -> new TimeoutException(message, cause);
            case AUTHENTICATION -> new AuthenticationException(message, cause);
            case MODEL_NOT_FOUND -> new ModelNotFoundException(message, cause);
            case INVALID_REQUEST -> new InvalidRequestException(message, cause);
        };
    }
}
