package io.github.rerank4j;

import dev.langchain4j.exception.NonRetriableException;
import org.jspecify.annotations.Nullable;

/**
 * A service responded with "success", but not with exactly one finite score per document. Never repeated: asking again would
 * be paid again. The cause is a {@link RerankHttpException} where one reply of a service is to blame, else null.
 */
public class InvalidReplyException extends NonRetriableException {

    private static final long serialVersionUID = 1L;

    /** An exception that names what is wrong with the reply. */
    public InvalidReplyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
