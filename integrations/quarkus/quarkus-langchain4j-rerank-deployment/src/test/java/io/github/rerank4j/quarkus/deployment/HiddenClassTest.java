package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HiddenClassTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Ranking.class))
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "tencent-rerank")
            .assertException(failure -> assertThat(failure)
                    .message()
                    .contains("HiddenClassTest$Ranking#model injects TencentScoringModel, but the scoring model"
                            + " \"cloud\" has a cache and is a CachingScoringModel; inject that, Reranker or"
                            + " ScoringModel, or set quarkus.langchain4j.tencent-rerank.cloud.cache.enabled=false"));

    @Test
    void whoever_injects_the_class_behind_a_cache_is_told_what_to_inject() {
        fail("the application started");
    }

    @Singleton
    static class Ranking {

        @Inject
        @ModelName("cloud")
        TencentScoringModel model;
    }
}
