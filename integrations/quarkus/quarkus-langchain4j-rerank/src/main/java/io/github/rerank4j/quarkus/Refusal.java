package io.github.rerank4j.quarkus;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import jakarta.enterprise.inject.CreationException;
import org.jspecify.annotations.Nullable;

/** Why an application does not start: a sentence about its configuration, which Quarkus shows without a stack trace. */
final class Refusal {

    private Refusal() {}

    /** The exception with that sentence; without a cause, because Quarkus reports a root cause in its words alone. */
    static ConfigValidationException of(String problem) {
        return new ConfigValidationException(new Problem[] {new Problem(problem)});
    }

    /** What has kept a bean from being made, maybe through beans that it needs: a refusal if it was one. */
    static RuntimeException in(CreationException failure) {
        @Nullable Throwable cause = failure;
        while (cause instanceof CreationException) {
            cause = cause.getCause();
        }
        return cause instanceof ConfigValidationException refusal ? refusal : failure;
    }
}
