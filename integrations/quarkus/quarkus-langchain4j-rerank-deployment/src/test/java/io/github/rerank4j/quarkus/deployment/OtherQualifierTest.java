package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.tencent.TencentCredentials;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OtherQualifierTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Mine.class, Beans.class, Scores.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank");

    @Inject
    ScoringModel model;

    @Inject
    @Mine
    ScoringModel mine;

    @Test
    void beans_with_a_qualifier_of_the_applications_own_are_not_those_of_the_default_model() {
        assertThat(Scores.of(model)).as("of a stand-in").containsExactly(-4.0, 4.0);
        assertThat(Scores.of(mine)).containsExactly(7.0, 7.0);
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Mine {}

    static class Beans {

        @Produces
        @Singleton
        @Mine
        ScoringModel model() {
            return (segments, query) -> Response.from(Collections.nCopies(segments.size(), 7.0));
        }

        @Produces
        @Singleton
        @Mine
        TencentCredentialsProvider credentials() {
            return TencentCredentialsProvider.of(TencentCredentials.of(TestServer.SECRET_ID, TestServer.SECRET_KEY));
        }
    }
}
