package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnknownMemberTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "hose")
            .assertException(Failure.ofConfiguration("quarkus.langchain4j.fallback-rerank.members names hose, but no"
                    + " scoring model has that name; did you mean house? Correct it, or set"
                    + " quarkus.langchain4j.hose.scoring-model.provider"));

    @Test
    void a_member_that_is_not_there_ends_the_start_with_the_one_that_is_meant() {
        fail("the application started");
    }
}
