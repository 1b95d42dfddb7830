package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitWithoutAddressTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.rerank.limiter.redis.requests-per-second", "20")
            .assertException(
                    Failure.ofConfiguration(
                            "quarkus.langchain4j.rerank.limiter.redis is set, but quarkus.langchain4j.rerank.limiter.redis.uri is not; set it to the address of Redis"));

    @Test
    void a_limit_without_a_redis_is_refused() {
        fail("the application started");
    }
}
