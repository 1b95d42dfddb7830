package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.fail;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SeveralBeansTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Asking.class, Pacing.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-id", TestServer.SECRET_ID)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-key", TestServer.SECRET_KEY)
            .assertException(Failure.ofConfiguration(
                    "the scoring model without a name finds several beans of type RateLimiter"));

    @Test
    void several_beans_of_which_a_model_has_one_are_refused() {
        fail("the application started");
    }

    static class Pacing {

        @Produces
        @Singleton
        RateLimiter one() {
            return RateLimiters.perSecond(1);
        }

        @Produces
        @Singleton
        RateLimiter other() {
            return RateLimiters.perSecond(2);
        }
    }
}
