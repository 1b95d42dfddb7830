package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemberWithoutKeyTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.rerank.devservices.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.outer.scoring-model.provider", "fallback-rerank")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.outer.members", "zone")
            .overrideConfigKey("quarkus.langchain4j.zone.scoring-model.provider", "fallback-rerank")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.zone.members", "cloud")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "outer")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.siliconflow-rerank.cloud.api-key is missing; set the key of your account"));

    @Test
    void the_start_ends_with_what_the_member_lacks_however_deep_it_is() {
        fail("the application started");
    }
}
