package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SelectionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Asking.class))
            .assertException(failure -> assertThat(failure)
                    .message()
                    .contains("quarkus.langchain4j.scoring-model.provider")
                    .contains("tencent-rerank", "siliconflow-rerank", "generic-rerank"));

    @Test
    void several_providers_and_no_choice_are_refused_with_the_property_to_set() {
        fail("the application started");
    }
}
