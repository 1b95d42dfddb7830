package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnsetVariableTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .overrideConfigKey("quarkus.langchain4j.rerank.devservices.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", "${NO_SUCH_VARIABLE}")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .assertException(Failure.ofConfiguration("quarkus.langchain4j.siliconflow-rerank.api-key is set to"
                    + " ${NO_SUCH_VARIABLE}, which neither the environment nor a property defines; define it"));

    @Test
    void a_variable_that_nobody_has_set_is_told_instead_of_a_missing_key() {
        fail("the application started");
    }
}
