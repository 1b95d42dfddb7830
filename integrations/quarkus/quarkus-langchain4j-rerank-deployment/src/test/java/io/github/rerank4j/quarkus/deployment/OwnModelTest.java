package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnModelTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class, Own.class))
            .setLogRecordPredicate(record -> "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .singleElement()
                    .extracting(LogRecord::getMessage)
                    .asString()
                    .isEqualTo(
                            "No reranker of this extension is in use: the application has a ScoringModel of its own"));

    @Inject
    ScoringModel model;

    @Test
    void a_scoring_model_of_the_applications_own_is_left_alone() {
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
