package io.github.rerank4j.spark;

/** Ends a task, and after Spark's own attempts the job: nobody would get a score. Holds no text of the data. */
final class RerankEndedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RerankEndedException(String message) {
        super(message);
    }
}
