package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WrongAggregatorTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.aggregator.model", "house")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.rerank.aggregator.model is house, but no scoring model has that name"));

    @Test
    void a_model_that_is_not_there_ends_the_start() {
        fail("the application started");
    }
}
