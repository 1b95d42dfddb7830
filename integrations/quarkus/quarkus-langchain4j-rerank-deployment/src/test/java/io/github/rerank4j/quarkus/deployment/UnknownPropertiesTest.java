package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnknownPropertiesTest {

    private static final String SECRET = "do-not-show-this";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.max-retires", SECRET)
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", "http://127.0.0.1:9")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.hose.api-key", SECRET)
            .overrideConfigKey("quarkus.langchain4j.rerank.devservice.enabled", "true")
            .assertException(failure -> {
                Failure.ofConfiguration(
                                "quarkus.langchain4j.siliconflow-rerank.max-retires is not known; did you mean"
                                        + " quarkus.langchain4j.siliconflow-rerank.max-retries?",
                                "quarkus.langchain4j.generic-rerank.hose.api-key is set, but no scoring model is named"
                                        + " \"hose\"; the scoring models are: the one without a name, \"house\"",
                                "quarkus.langchain4j.rerank.devservice.enabled is not known; did you mean"
                                        + " quarkus.langchain4j.rerank.devservices.enabled?")
                        .accept(failure);
                assertThat(failure).message().doesNotContain(SECRET, "base-url");
            });

    @Test
    void properties_that_nobody_reads_end_the_start_by_name_and_without_their_values() {
        fail("the application started");
    }
}
