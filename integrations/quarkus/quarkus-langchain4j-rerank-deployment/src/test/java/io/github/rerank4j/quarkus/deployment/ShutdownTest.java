package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShutdownTest {

    private static final String PLACE = ShutdownTest.class.getName();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(TestServer.class, Scores.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-id", TestServer.SECRET_ID)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-key", TestServer.SECRET_KEY)
            .setAfterUndeployListener(() -> {
                Object later = Objects.requireNonNull(System.getProperties().remove(PLACE));
                assertThat(((Supplier<?>) later).get()).isEqualTo("IllegalStateException");
            });

    @Inject
    ScoringModel model;

    @Test
    void the_end_of_the_application_closes_its_models() {
        Supplier<String> later = () -> failureOf(model);

        System.getProperties().put(PLACE, later);

        assertThat(later.get()).isEqualTo("none");
    }

    private static String failureOf(ScoringModel model) {
        try {
            Scores.of(model);
            return "none";
        } catch (RuntimeException failure) {
            return failure.getClass().getSimpleName();
        }
    }
}
