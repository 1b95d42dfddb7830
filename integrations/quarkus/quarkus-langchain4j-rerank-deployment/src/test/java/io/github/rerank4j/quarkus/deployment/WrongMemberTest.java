package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WrongMemberTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.cloud.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.dialect", "tei")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.members", "cloud,house")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.member.house.min-score", "0.3")
            .overrideConfigKey("quarkus.langchain4j.fallback-rerank.member.house.without-threshold", "true")
            .assertException(Failure.ofConfiguration(
                    "member house has quarkus.langchain4j.fallback-rerank.member.house.min-score"
                            + " and quarkus.langchain4j.fallback-rerank.member.house.without-threshold; set one of"
                            + " them"));

    @Test
    void a_wrong_setting_of_a_member_ends_the_start_by_its_property() {
        fail("the application started");
    }
}
