package io.github.rerank4j.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class RerankProvidersTest {

    private final RerankProviders providers = RerankProviders.of(getClass().getClassLoader());

    @Test
    void a_provider_that_nobody_knows_is_found_built_and_asked() {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.enqueue(ScriptedReply.json("{'hits':[{'i':1,'s':0.9},{'i':0,'s':0.1}]}".replace('\'', '"')));
            Map<String, String> values = Map.of(
                    "baseUrl",
                    server.url(),
                    "apiKey",
                    "sk-example",
                    "effort",
                    "3",
                    "customHeaders.X-Team",
                    "search",
                    "maxRetries",
                    "0");
            try (Reranker reranker = providers.model("acme", values, Map.of())) {
                RerankRequest request = RerankRequest.builder()
                        .query("q")
                        .documents(List.of("a", "b"))
                        .build();

                assertThat(reranker).isInstanceOf(AcmeScoringModel.class);
                assertThat(reranker.rerank(request).scores()).containsExactly(0.1, 0.9);
            }
            ReceivedRequest received = server.requests().get(0);
            assertThat(received.header("Authorization")).isEqualTo("Bearer sk-example");
            assertThat(received.header("X-Team")).isEqualTo("search");
            assertThat(received.text()).contains("\"effort\":3", "\"model\":\"acme-rank-1\"");
        }
    }

    @Test
    void a_value_that_is_none_is_told_and_a_secret_is_not() {
        refused(Map.of("maxRetries", "twice"), Map.of())
                .withMessage("maxRetries is \"twice\", but must be a whole number up to 2147483647");
        refused(Map.of("apiKey", "Bearer sk-hidden"), Map.of())
                .satisfies(wrong -> assertThat(wrong).hasMessageNotContaining("hidden"));
        refused(Map.of("apiKey", "sk", "effort", "4"), Map.of()).withMessage("effort is 4, but must be from 1 to 3");
    }

    @Test
    void a_missing_setting_is_told_by_its_name() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.model("acme", Map.of(), Map.of()))
                .satisfies(wrong -> assertThat(wrong.settings()).containsExactly("apiKey"));
    }

    private ThrowableAssertAlternative<SettingException> refused(Map<String, String> values, Map<String, ?> objects) {
        return assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.model("acme", values, objects));
    }
}
