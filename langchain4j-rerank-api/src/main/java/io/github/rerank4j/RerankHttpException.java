package io.github.rerank4j;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service responded instead of scores: the cause of the exception a model throws. */
public class RerankHttpException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String code;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;

    /**
     * A response with its HTTP status, and with the provider's own error code, the request id and the wait it asked for,
     * where it gave them.
     */
    public RerankHttpException(
            int statusCode,
            @Nullable String code,
            @Nullable String requestId,
            @Nullable Duration retryAfter,
            String message) {
        super(statusCode, message);
        this.code = code;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** The provider's error code, for example {@code RequestLimitExceeded} or {@code 20012}. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** The id under which the provider's support finds the request. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * How long the service asked to wait before it is asked again, counted from its response, zero or longer: in
     * {@code Retry-After}, in {@code retry-after-ms}, or, where a rate limit is used up, by that limit's reset. Empty where
     * it did not say. An estimate of how long a server still loads its model is none.
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
