package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OneProviderEnabledTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(TestServer.class, Scores.class))
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.enabled", "false")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-id", TestServer.SECRET_ID)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-key", TestServer.SECRET_KEY);

    @Inject
    ScoringModel model;

    @Test
    void the_only_provider_left_needs_no_choice() {
        assertThat(model).isInstanceOf(TencentScoringModel.class);
        assertThat(Scores.of(model)).containsExactly(0.1, 0.9);
    }
}
