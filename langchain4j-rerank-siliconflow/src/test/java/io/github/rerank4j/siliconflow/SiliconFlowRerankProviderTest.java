package io.github.rerank4j.siliconflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.testkit.RerankProviderContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiliconFlowRerankProviderTest extends RerankProviderContract {

    @Override
    protected RerankProvider<?> provider() {
        return new SiliconFlowRerankProvider();
    }

    @Test
    void what_a_builder_refuses_names_its_settings() {
        refused(Map.of(), "apiKey");
        refused(Map.of("apiKey", "sk"), "modelName");
        refused(Map.of("apiKey", "sk", "relay", "true"), "relay", "baseUrl");
        refused(Map.of("apiKey", "sk", "relay", "true", "site", "china", "baseUrl", "http://a"), "site", "relay");
        refused(Map.of("apiKey", "sk", "modelName", "BAAI/bge-reranker-v2-m3", "instruction", "x"), "instruction");
        refused(Map.of("apiKey", "sk", "modelName", "Qwen/Qwen3-Reranker-8B", "overlapTokens", "9"), "overlapTokens");
    }

    private static void refused(Map<String, String> values, String... settings) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> RerankProviders.of(SiliconFlowRerankProviderTest.class.getClassLoader())
                        .model("siliconflow", values, Map.of()))
                .satisfies(wrong -> assertThat(wrong.settings()).contains(settings));
    }

    @Override
    protected Map<String, String> least() {
        return Map.of("apiKey", "sk-example", "modelName", "BAAI/bge-reranker-v2-m3");
    }
}
