package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AggregatorWithoutSwitchTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.max-results", "2")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.rerank.aggregator.enabled was not set when the application was"
                            + " built, so the other properties of the aggregator have no effect; set it to true, or to"
                            + " false if that is meant, and build again"));

    @Test
    void settings_of_an_aggregator_that_nobody_switches_on_end_the_start() {
        fail("the application started");
    }
}
