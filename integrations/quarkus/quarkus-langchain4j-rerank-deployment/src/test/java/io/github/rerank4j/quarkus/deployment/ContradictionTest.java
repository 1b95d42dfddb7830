package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContradictionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Pacing.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.requests-per-second", "3")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.secret-id", TestServer.SECRET_ID)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.secret-key", TestServer.SECRET_KEY)
            .assertException(Failure.ofConfiguration("a RateLimiter bean and"
                    + " quarkus.langchain4j.tencent-rerank.cloud.requests-per-second are both set"));

    @Test
    void a_bean_and_a_property_that_contradict_each_other_are_refused() {
        fail("the application started");
    }

    static class Pacing {

        @Inject
        @ModelName("cloud")
        ScoringModel model;

        @Produces
        @Singleton
        static RateLimiter limiter() {
            return RateLimiters.perSecond(1);
        }
    }
}
