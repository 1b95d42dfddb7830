package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContradictingLimitsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.rerank.limiter.redis.uri", "redis://:a-password@127.0.0.1:6379")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.limiter.redis.requests-per-second", "20")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.limiter.redis.tokens-per-minute", "20")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.siliconflow-rerank.limiter.redis.requests-per-second and",
                    "are both set, but a limit counts seconds or minutes; remove one of them"));

    @Test
    void limits_a_second_and_a_minute_are_refused() {
        fail("the application started");
    }
}
