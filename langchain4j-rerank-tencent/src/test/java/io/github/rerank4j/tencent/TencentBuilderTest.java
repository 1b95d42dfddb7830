package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.ScoreOutput;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TencentBuilderTest {

    @Test
    void a_key_pair_is_all_that_is_required() {
        try (TencentScoringModel model = withKeys().build()) {
            assertThat(model)
                    .hasToString("TencentScoringModel[provider=tencent, modelName=lke-reranker-base,"
                            + " baseUrl=https://lkeap.intl.tencentcloudapi.com]");
        }
    }

    @Test
    void the_site_sets_the_address() {
        try (TencentScoringModel model =
                withKeys().site(TencentSite.CHINA).modelName("another").build()) {
            assertThat(model.toString())
                    .contains("baseUrl=https://lkeap.tencentcloudapi.com")
                    .contains("modelName=another");
        }
    }

    @Test
    void logits_can_be_turned_into_probabilities() {
        try (TencentScoringModel model =
                withKeys().scores(ScoreOutput.PROBABILITY).build()) {
            assertThat(model).isNotNull();
        }
    }

    @Test
    void missing_credentials_are_refused_and_the_chain_is_named() {
        assertRefused(TencentScoringModel.builder())
                .contains("set secretId and secretKey")
                .contains("TencentCredentialsProvider.defaultChain()");
    }

    @Test
    void half_a_key_pair_is_refused() {
        assertRefused(TencentScoringModel.builder().secretId("invented-id")).contains("secretKey is missing");
        assertRefused(TencentScoringModel.builder().secretKey("invented-key")).contains("secretId is missing");
        assertRefused(TencentScoringModel.builder().token("invented-token"))
                .contains("secretId is missing")
                .contains("token");
    }

    @Test
    void a_blank_or_broken_key_is_refused_without_being_shown() {
        assertRefused(TencentScoringModel.builder().secretId(" ").secretKey("invented-key"))
                .contains("secretId is missing");
        assertRefused(TencentScoringModel.builder().secretId("invented-id").secretKey("invented\nkey"))
                .contains("secretKey holds a space, a line break");
    }

    @Test
    void the_last_of_each_setting_counts() {
        TencentScoringModel.Builder builder = TencentScoringModel.builder()
                .secretId("${NO_SUCH_ID}")
                .secretKey("${NO_SUCH_KEY}")
                .token("${NO_SUCH_TOKEN}")
                .secretId("invented-id")
                .secretKey("invented-key")
                .token("invented-token")
                .site(TencentSite.CHINA)
                .site(TencentSite.INTERNATIONAL);

        try (TencentScoringModel model = builder.build()) {
            assertThat(model.toString()).contains("lkeap.intl.tencentcloudapi.com");
        }
    }

    @Test
    void the_last_provider_counts() {
        CompletableFuture<String> asked = new CompletableFuture<>();
        TencentCredentialsProvider first = () -> {
            asked.complete("first");
            return CompletableFuture.failedFuture(new IllegalStateException("not asked"));
        };
        TencentCredentialsProvider last = () -> {
            asked.complete("last");
            return CompletableFuture.failedFuture(new IllegalStateException("asked"));
        };

        try (TencentScoringModel model = TencentScoringModel.builder()
                .credentials(first)
                .credentials(last)
                .build()) {
            assertThatThrownBy(() -> model.score("text", "query")).hasMessageContaining("asked");
        }

        assertThat(asked).isCompletedWithValue("last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${INVENTED_VALUE:invented}",
                "#{invented}",
                "<invented>",
                "AKID...invented",
                "\"invented\"",
                "invented\n",
                "invented***"
            })
    void what_is_no_key_is_refused_in_each_place_without_being_shown(String wrong) {
        assertRefused(withKeys().secretId(wrong)).startsWith("secretId ");
        assertRefused(withKeys().secretKey(wrong)).startsWith("secretKey ");
        assertRefused(withKeys().token(wrong)).startsWith("token ");
    }

    @Test
    void a_placeholder_is_told_by_its_name() {
        assertRefused(withKeys().secretKey("${TENCENTCLOUD_SECRET_KEY}"))
                .startsWith("secretKey is the placeholder ${TENCENTCLOUD_SECRET_KEY}, which nobody has replaced");
    }

    @Test
    void a_provider_of_a_placeholder_is_an_authentication_failure() {
        Supplier<TencentCredentials> unset = () -> TencentCredentials.of("${TENCENTCLOUD_SECRET_ID}", "invented-key");

        for (TencentCredentialsProvider provider : List.<TencentCredentialsProvider>of(
                () -> CompletableFuture.completedFuture(unset.get()), () -> CompletableFuture.supplyAsync(unset))) {
            try (TencentScoringModel model =
                    TencentScoringModel.builder().credentials(provider).build()) {
                assertThatThrownBy(() -> model.score("text", "query"))
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("secretId is the placeholder ${TENCENTCLOUD_SECRET_ID}");
            }
        }
    }

    @Test
    void a_provider_beside_a_key_pair_is_refused() {
        assertRefused(withKeys().credentials(provider())).contains("credentials is set together with secretId");
        assertRefused(TencentScoringModel.builder().credentials(provider()).token("invented-token"))
                .contains("credentials is set together with");
    }

    @Test
    void the_default_chain_is_taken_when_asked_for() {
        try (TencentScoringModel model = TencentScoringModel.builder()
                .credentials(TencentCredentialsProvider.defaultChain())
                .build()) {
            assertThat(model).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ap jakarta", "ap-jakarta\n", "雅加达"})
    void a_region_that_is_none_is_refused(String region) {
        assertRefused(withKeys().region(region)).contains("region").contains("ap-jakarta");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without a null checker do
    void a_site_that_is_null_is_refused() {
        assertRefused(withKeys().site(null)).contains("site is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-TC-Token", "x-tc-action", "X-Tc-Language", "Host", "Content-Type"})
    void headers_that_belong_to_the_protocol_are_refused(String name) {
        assertRefused(withKeys().customHeaders(Map.of(name, "value"))).contains("customHeaders holds " + name);
    }

    @Test
    void the_authorization_may_be_replaced() {
        try (TencentScoringModel model =
                withKeys().customHeaders(Map.of("Authorization", "SKIP")).build()) {
            assertThat(model).isNotNull();
        }
    }

    @Test
    void no_secret_is_shown() {
        try (TencentScoringModel model = withKeys().token("invented-token").build()) {
            assertThat(model.toString()).doesNotContain("invented");
        }
    }

    private static AbstractStringAssert<?> assertRefused(TencentScoringModel.Builder builder) {
        return assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("invented")
                .message();
    }

    private static TencentScoringModel.Builder withKeys() {
        return TencentScoringModel.builder().secretId("invented-id").secretKey("invented-key");
    }

    private static TencentCredentialsProvider provider() {
        return TencentCredentialsProvider.of(TencentCredentials.of("invented-id", "invented-key"));
    }
}
