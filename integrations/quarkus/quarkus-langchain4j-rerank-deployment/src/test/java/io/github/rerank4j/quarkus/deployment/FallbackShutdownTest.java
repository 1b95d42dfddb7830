package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FallbackShutdownTest {

    private static final String PLACE = FallbackShutdownTest.class.getName();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class, Own.class))
            .overrideConfigKey("quarkus.langchain4j.inner.scoring-model.provider", "fallback-rerank")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.inner.members", "own")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "inner")
            .setAfterUndeployListener(() -> assertThat(System.getProperties().remove(PLACE))
                    .isEqualTo("at the event: none, none; when the member ends: IllegalStateException,"
                            + " IllegalStateException"));

    @Inject
    Own own;

    @Inject
    FallbackScoringModel chain;

    @Test
    void the_end_of_the_application_closes_chains_before_their_members_and_after_its_event() {
        own.chain = chain;

        assertThat(Scores.of(chain)).containsExactly(7.0, 7.0);
    }

    @Singleton
    static class Own {

        @Inject
        @ModelName("inner")
        jakarta.inject.Provider<FallbackScoringModel> inner;

        volatile ScoringModel chain = (segments, query) -> {
            throw new IllegalStateException("no chain");
        };

        @Produces
        @Singleton
        @ModelName("own")
        ScoringModel own() {
            return (segments, query) -> Response.from(Collections.nCopies(segments.size(), 7.0));
        }

        void end(@Observes ShutdownEvent event) {
            System.getProperties().put(PLACE, "at the event: " + failures());
        }

        void end(@Disposes @ModelName("own") ScoringModel own) {
            System.getProperties()
                    .merge(PLACE, "; when the member ends: " + failures(), (one, other) -> one + "" + other);
        }

        private String failures() {
            return failureOf(inner.get()) + ", " + failureOf(chain);
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
}
