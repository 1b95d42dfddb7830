package io.github.rerank4j.spark;

/**
 * A job has ended before all pairs were asked, because the service refuses or fails too often. The message says how, and
 * holds no text of the data. What had a score by then is in the output of a {@link RerankJob}; {@link RerankTransform#apply}
 * gives this as the cause of Spark's own exception.
 */
public final class RerankEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RerankEndedException(String message) {
        super(message);
    }
}
