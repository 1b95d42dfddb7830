package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.DefaultContentAggregator;
import io.github.rerank4j.RerankContentAggregator;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BothAggregatorsTest {

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
            .assertLogRecords(records -> assertThat(records).isEmpty());

    @Inject
    ContentAggregator aggregator;

    @Inject
    RerankContentAggregator ours;

    @Test
    void settings_of_an_aggregator_that_is_injected_by_its_class_have_their_effect_and_no_warning() {
        assertThat(aggregator).isInstanceOf(DefaultContentAggregator.class).isNotSameAs(ours);
    }

    static class Own {

        @Produces
        @Singleton
        ContentAggregator own() {
            return new DefaultContentAggregator();
        }
    }
}
