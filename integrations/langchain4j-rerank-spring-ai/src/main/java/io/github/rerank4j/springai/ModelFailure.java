package io.github.rerank4j.springai;

import java.util.Objects;

/** The model did not rank; the cause is what it threw, or what is wrong with its scores. Never leaves this package. */
final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFailure(RuntimeException failure) {
        super(null, failure, false, false);
    }

    RuntimeException failure() {
        return (RuntimeException) Objects.requireNonNull(getCause());
    }
}
