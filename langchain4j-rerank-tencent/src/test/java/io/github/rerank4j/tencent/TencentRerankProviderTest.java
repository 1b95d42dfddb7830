package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.testkit.RerankProviderContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TencentRerankProviderTest extends RerankProviderContract {

    @Override
    protected RerankProvider<?> provider() {
        return new TencentRerankProvider();
    }

    @Test
    void a_stand_in_has_the_limits_of_the_site_that_is_configured() {
        assertThat(provider().standIn(setting -> Optional.empty()).orElseThrow().site())
                .contains("international");
        assertThat(provider()
                        .standIn(setting -> Optional.of("china"))
                        .orElseThrow()
                        .site())
                .contains("china");
    }

    @Test
    void what_a_builder_refuses_names_its_settings() {
        refused(Map.of(), "secretId", "secretKey", "credentials");
        refused(Map.of("secretId", "AKID"), "secretKey");
        refused(Map.of("secretId", "a/b", "secretKey", "k"), "secretId");
        refused(Map.of("secretId", "AKID", "secretKey", "k", "region", "over there"), "region");
    }

    @Test
    void credentials_from_code_are_no_key_pair_from_a_text() {
        Map<String, Object> objects =
                Map.of("credentials", TencentCredentialsProvider.of(TencentCredentials.of("AKID", "k")));
        RerankProviders providers = RerankProviders.of(getClass().getClassLoader());

        providers.model("tencent", Map.of(), objects).close();

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.model("tencent", Map.of("token", "t"), objects))
                .satisfies(wrong -> assertThat(wrong.settings()).startsWith("credentials"));
    }

    private static void refused(Map<String, String> values, String... settings) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> RerankProviders.of(TencentRerankProviderTest.class.getClassLoader())
                        .model("tencent", values, Map.of()))
                .satisfies(wrong -> assertThat(wrong.settings()).contains(settings));
    }

    @Override
    protected Map<String, String> least() {
        return Map.of("secretId", "AKIDexample", "secretKey", "example");
    }
}
