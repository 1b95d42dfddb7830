package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChainInACircleTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.best.scoring-model.provider", "fallback-rerank")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.best.members", "house,inner")
            .overrideConfigKey("quarkus.langchain4j.inner.scoring-model.provider", "fallback-rerank")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.inner.members", "best,house")
            .assertException(
                    Failure.ofConfiguration("quarkus.langchain4j.fallback-rerank.best.members leads in a circle"
                            + " (best, inner, best); take one of these chains out of another's members"));

    @Test
    void a_chain_that_is_its_own_member_ends_the_start() {
        fail("the application started");
    }
}
