package io.github.rerank4j;

import dev.langchain4j.exception.HttpException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service answered when it did not answer with scores: the cause of the exception a model throws. */
public class RerankHttpException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String code;
    private final @Nullable String requestId;

    /** An answer with its HTTP status, the provider's own error code and the request id, where it gave them. */
    public RerankHttpException(int statusCode, @Nullable String code, @Nullable String requestId, String message) {
        super(statusCode, message);
        this.code = code;
        this.requestId = requestId;
    }

    /** The provider's error code, for example {@code RequestLimitExceeded} or {@code 20012}. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** The id under which the provider's support finds the request. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
