package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProviderConfiguredBesideChoiceTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "house/reranker")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.house.api-key", TestServer.API_KEY);

    @Inject
    ScoringModel model;

    @Inject
    @ModelName("house")
    ScoringModel house;

    @Test
    void a_choice_counts_whatever_else_is_configured() {
        assertThat(model).isInstanceOf(TencentScoringModel.class);
        assertThat(house).isInstanceOf(GenericScoringModel.class);
    }
}
