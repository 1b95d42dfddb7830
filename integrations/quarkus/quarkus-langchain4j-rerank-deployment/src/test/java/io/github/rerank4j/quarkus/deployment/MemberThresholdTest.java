package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MemberThresholdTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "nvidia-nim")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "any")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "cloud,house")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.member.house.min-score", "0.3")
            .assertException(Failure.ofConfiguration(
                    "quarkus.langchain4j.fallback-rerank.member.house.min-score of member house is 0.3, but its scores"
                            + " are logits"));

    @Test
    void a_threshold_among_logits_ends_the_start() {
        fail("the application started");
    }
}
