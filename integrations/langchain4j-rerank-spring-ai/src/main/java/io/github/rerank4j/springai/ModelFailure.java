package io.github.rerank4j.springai;

/** The model did not rank; the cause is what it threw, or what is wrong with its scores. Never leaves this package. */
final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RuntimeException failure;

    ModelFailure(RuntimeException failure) {
        super(null, failure, false, false);
        this.failure = failure;
    }

    RuntimeException failure() {
        return failure;
    }
}
