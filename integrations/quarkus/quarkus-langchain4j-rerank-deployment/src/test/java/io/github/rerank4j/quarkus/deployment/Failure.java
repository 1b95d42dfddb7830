package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/** Why an application did not start. */
final class Failure {

    private Failure() {}

    /** That a setting is wrong, in these words, and with no wrapping that would hide them. */
    static Consumer<Throwable> ofConfiguration(String... words) {
        return failure -> {
            assertThat(failure.getClass().getSimpleName()).isEqualTo("ConfigValidationException");
            assertThat(failure).message().contains(words);
        };
    }
}
