package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwitchedOffTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.max-results", "2")
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.max-documents", "20")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.cache.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.cache.version", "2");

    @Inject
    ScoringModel model;

    @Test
    void settings_of_what_is_switched_off_are_left_alone() {
        assertThat(model).isInstanceOf(GenericScoringModel.class);
    }
}
