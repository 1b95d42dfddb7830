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

    /** The exception about settings of what is not switched on, and not switched off either. */
    static ConfigValidationException withoutSwitch(String prefix, String what) {
        return of(
                ("%s.enabled was not set when the application was built, so the other properties of the %s have no effect;"
                                + " set it to true, or to false if that is meant, and build again")
                        .formatted(prefix, what));
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
