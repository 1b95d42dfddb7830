package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisCacheWithoutSecretTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.redis-prefix", "shop:")
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.redis-uri", "redis://:a-password@127.0.0.1:6379")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.rerank.cache.redis-prefix is set, but",
                    "cache.key-secret is not, and without a secret the questions could be guessed"));

    @Test
    void a_shared_memory_without_a_secret_is_refused() {
        fail("the application started");
    }
}
