package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverruledModelTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class, TestServer.class, Own.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.max-retries", "1")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .containsExactly("Without effect: quarkus.langchain4j.siliconflow-rerank.api-key,"
                            + " quarkus.langchain4j.siliconflow-rerank.max-retries, because the application's own ScoringModel"
                            + " bean takes the place of ours; set what is meant there, give one of the two another name,"
                            + " or remove the properties or the bean"));

    @Inject
    ScoringModel model;

    @Test
    void settings_beside_a_model_of_the_applications_own_are_warned_of() {
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
