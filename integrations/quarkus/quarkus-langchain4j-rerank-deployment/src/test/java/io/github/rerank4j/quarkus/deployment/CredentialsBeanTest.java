package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.tencent.TencentCredentials;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CredentialsBeanTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Account.class, TestServer.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank");

    @Inject
    ScoringModel model;

    @Test
    void an_application_with_credentials_of_its_own_gets_no_stand_in() {
        assertThat(model).asString().contains("baseUrl=https://lkeap.intl.tencentcloudapi.com");
    }

    static class Account {

        @Produces
        @Singleton
        TencentCredentialsProvider credentials() {
            return TencentCredentialsProvider.of(TencentCredentials.of(TestServer.SECRET_ID, TestServer.SECRET_KEY));
        }
    }
}
