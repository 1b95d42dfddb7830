package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnknownDialectTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.dialect", "acme")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.generic-rerank.dialect is \"acme\", which is not a dialect", "give one of "));

    @Test
    void nothing_stands_in_for_a_dialect_that_nobody_knows() {
        fail("the application started");
    }
}
