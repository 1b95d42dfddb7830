package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TencentCredentialsTest {

    @Test
    void a_permanent_key_pair_has_no_token() {
        TencentCredentials credentials = TencentCredentials.of("id-example", "key-example");

        assertThat(credentials.secretId()).isEqualTo("id-example");
        assertThat(credentials.secretKey()).isEqualTo("key-example");
        assertThat(credentials.token()).isEmpty();
    }

    @Test
    void a_temporary_key_pair_has_one() {
        TencentCredentials credentials = TencentCredentials.of("id-example", "key-example", "token-example");

        assertThat(credentials.token()).contains("token-example");
        assertThat(TencentCredentials.of("id-example", "key-example", null).token())
                .isEmpty();
    }

    @Test
    void credentials_are_equal_if_all_three_values_are() {
        TencentCredentials credentials = TencentCredentials.of("id", "key", "token");

        assertThat(credentials)
                .isEqualTo(TencentCredentials.of("id", "key", "token"))
                .hasSameHashCodeAs(TencentCredentials.of("id", "key", "token"))
                .isNotEqualTo(TencentCredentials.of("id2", "key", "token"))
                .isNotEqualTo(TencentCredentials.of("id", "key2", "token"))
                .isNotEqualTo(TencentCredentials.of("id", "key", "token2"))
                .isNotEqualTo(TencentCredentials.of("id", "key"))
                .isNotEqualTo("id");
    }

    @Test
    void no_secret_is_shown() {
        TencentCredentials credentials =
                TencentCredentials.of("AKIDinventedexample01", "invented-secret", "invented-token");

        assertThat(credentials).hasToString("TencentCredentials[secretId=AKID***, secretKey=***, token=***]");
        assertThat(TencentCredentials.of("short-id", "invented-secret"))
                .hasToString("TencentCredentials[secretId=***, secretKey=***]");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    @SuppressWarnings("NullAway") // what callers without a null checker do
    void a_value_that_is_missing_is_refused(String missing) {
        assertThatThrownBy(() -> TencentCredentials.of(missing, "key-example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secretId is missing");
        assertThatThrownBy(() -> TencentCredentials.of("id-example", missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secretKey is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invented\nvalue", "invented value", "invented-välue", "invented-value\r"})
    void a_value_that_no_header_can_carry_is_refused_without_being_shown(String broken) {
        assertThatThrownBy(() -> TencentCredentials.of("id-example", broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("secretKey holds")
                .hasMessageNotContaining("invented");
        assertThatThrownBy(() -> TencentCredentials.of("id-example", "key-example", broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token holds")
                .hasMessageNotContaining("invented");
    }

    @Test
    void fixed_credentials_are_always_the_same() {
        TencentCredentials credentials = TencentCredentials.of("id-example", "key-example");
        TencentCredentialsProvider provider = TencentCredentialsProvider.of(credentials);

        provider.invalidate(credentials);

        assertThat(provider.credentials()).isCompletedWithValue(credentials);
        assertThat(provider.toString()).doesNotContain("example");
    }
}
