package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.siliconflow.SiliconFlowRerankProvider;
import io.github.rerank4j.tencent.TencentRerankProvider;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    private static final ModelKind SILICONFLOW = new Provider(new SiliconFlowRerankProvider()).kind();
    private static final ModelKind TENCENT = new Provider(new TencentRerankProvider()).kind();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.langchain4j.siliconflow-rerank.api-key",
                "quarkus.langchain4j.siliconflow-rerank.house.api-key",
                "QUARKUS_LANGCHAIN4J_SILICONFLOW_RERANK_API_KEY",
            })
    void a_setting_or_a_variable_of_one_makes_it_configured(String name) {
        assertThat(SILICONFLOW.isConfiguredIn(Stream.of(name))).isTrue();
        assertThat(TENCENT.isConfiguredIn(Stream.of(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.langchain4j.siliconflow-rerank.enabled",
                "QUARKUS_LANGCHAIN4J_SILICONFLOW_RERANK_ENABLED",
                "quarkus.langchain4j.siliconflow-rerank.scoring-model.provider",
                "quarkus.langchain4j.scoring-model.provider",
                "siliconflow-rerank.api-key",
            })
    void nothing_else_does(String name) {
        assertThat(SILICONFLOW.isConfiguredIn(Stream.of(name))).isFalse();
    }
}
