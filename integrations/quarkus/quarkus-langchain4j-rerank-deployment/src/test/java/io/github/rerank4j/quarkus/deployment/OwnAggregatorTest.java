package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.DefaultContentAggregator;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnAggregatorTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(TestServer.class, Own.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.max-results", "2")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.on-failure", "keep-order")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && "io.github.rerank4j.quarkus".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .containsExactly("Without effect: quarkus.langchain4j.rerank.aggregator.max-results,"
                            + " quarkus.langchain4j.rerank.aggregator.on-failure, because the application's own"
                            + " ContentAggregator bean takes the place of ours; set what is meant there, or remove the"
                            + " properties or the bean"));

    @Inject
    ContentAggregator aggregator;

    @Test
    void settings_beside_an_aggregator_of_the_applications_own_are_warned_of() {
        assertThat(aggregator).isInstanceOf(DefaultContentAggregator.class);
    }

    static class Own {

        @Produces
        @Singleton
        ContentAggregator own() {
            return new DefaultContentAggregator();
        }
    }
}
