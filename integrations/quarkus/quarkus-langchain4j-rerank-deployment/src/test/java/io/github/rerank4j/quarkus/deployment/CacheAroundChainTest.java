package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CacheAroundChainTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "house")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.cache.enabled", "true")
            .assertException(
                    Failure.ofConfiguration("quarkus.langchain4j.fallback-rerank.cache.enabled is set, but a cache"
                            + " is around a member of a chain and never around the chain"));

    @Test
    void a_cache_around_a_chain_ends_the_start() {
        fail("the application started");
    }
}
