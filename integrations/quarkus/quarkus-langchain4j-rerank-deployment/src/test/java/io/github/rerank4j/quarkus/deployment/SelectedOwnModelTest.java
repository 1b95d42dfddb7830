package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SelectedOwnModelTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class, Own.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .setLogRecordPredicate(record -> record.getLoggerName().contains("RerankDevServices"))
            .assertLogRecords(stoodInFor -> assertThat(stoodInFor).isEmpty());

    @Inject
    ScoringModel model;

    @Test
    void it_comes_before_the_one_that_is_selected_and_needs_neither_its_settings_nor_a_stand_in() {
        assertThat(Scores.of(model)).containsExactly(7.0, 7.0);
    }

    static class Own {

        @Produces
        @Singleton
        ScoringModel own() {
            return (segments, query) -> Response.from(Collections.nCopies(segments.size(), 7.0));
        }
    }
}
