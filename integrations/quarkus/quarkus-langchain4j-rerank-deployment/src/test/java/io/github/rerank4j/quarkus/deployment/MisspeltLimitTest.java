package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MisspeltLimitTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.rerank.limiter.redis.request-per-second", "20")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.limiter.redis.keey", "x")
            .assertException(
                    Failure.ofConfiguration(
                            "quarkus.langchain4j.rerank.limiter.redis.request-per-second is not known; did you mean quarkus.langchain4j.rerank.limiter.redis.requests-per-second?",
                            "siliconflow-rerank.limiter.redis.keey is not known; did you mean quarkus.langchain4j.siliconflow-rerank.limiter.redis.key?"));

    @Test
    void a_misspelt_limit_is_refused() {
        fail("the application started");
    }
}
