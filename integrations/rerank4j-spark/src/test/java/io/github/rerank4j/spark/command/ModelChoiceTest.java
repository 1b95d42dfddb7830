package io.github.rerank4j.spark.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.service.RerankProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChoiceTest {

    private static final String SF = "siliconflow:BAAI/bge-reranker-v2-m3";

    @TempDir
    private Path folder;

    private static ModelChoice choice(String written, Map<String, String> driver) {
        return ModelChoice.of(RerankProviders.of(ModelChoiceTest.class.getClassLoader()), written, driver::get);
    }

    @Test
    void a_key_is_a_reference_whether_the_driver_has_it_or_not() {
        Map<String, String> expected = Map.of(
                "provider", "siliconflow", "modelName", "BAAI/bge-reranker-v2-m3", "apiKey", "${SILICONFLOW_API_KEY}");

        assertThat(choice(SF, Map.of()).settings()).isEqualTo(expected);
        assertThat(choice(SF, Map.of("SILICONFLOW_API_KEY", "sk-1")).settings()).isEqualTo(expected);
    }

    @Test
    void a_named_model_has_a_key_of_its_own_where_the_driver_has_one() {
        assertThat(choice("sf.v1=" + SF, Map.of("RERANK_API_KEY_SF_V1", "sk-1")).settings())
                .containsEntry("apiKey", "${RERANK_API_KEY_SF_V1}");
        assertThat(choice("sf.v1=" + SF, Map.of()).settings()).containsEntry("apiKey", "${SILICONFLOW_API_KEY}");
    }

    @Test
    void a_server_of_ones_own_gets_a_key_where_the_driver_has_one() {
        String vllm = "vllm:m@http://10.0.0.7:8000";

        assertThat(choice(vllm, Map.of()).settings()).doesNotContainKey("apiKey");
        assertThat(choice(vllm, Map.of("RERANK_API_KEY", "sk-1")).settings())
                .containsEntry("apiKey", "${RERANK_API_KEY}");
    }

    @Test
    void what_is_no_key_comes_from_the_driver_and_the_address_from_nowhere() {
        Map<String, String> driver = Map.of(
                "TENCENTCLOUD_SITE", "china", "TENCENTCLOUD_SECRET_ID", "AKID", "RERANK_BASE_URL", "http://elsewhere");

        assertThat(choice("tencent", driver).settings())
                .isEqualTo(Map.of(
                        "provider",
                        "tencent",
                        "site",
                        "china",
                        "secretId",
                        "${TENCENTCLOUD_SECRET_ID}",
                        "secretKey",
                        "${TENCENTCLOUD_SECRET_KEY}"));
    }

    @Test
    void a_file_may_name_the_variables_of_its_keys() throws IOException {
        Path file = Files.writeString(
                folder.resolve("model.properties"),
                "provider=siliconflow\nmodel-name=m\napi-key=${TEAM_KEY}\nattempt-timeout=10s\n");

        ModelChoice choice = choice("team=@" + file, Map.of());

        assertThat(choice.name()).isEqualTo("team");
        assertThat(choice.settings())
                .containsEntry("apiKey", "${TEAM_KEY}")
                .containsEntry("attemptTimeout", "10s")
                .containsEntry("modelName", "m");
    }

    @Test
    void a_model_without_a_name_is_called_by_provider_and_model() {
        assertThat(choice(SF, Map.of()).name()).isEqualTo(SF);
        assertThat(choice("jina:m@http://127.0.0.1:1/?a=b", Map.of()).name()).isEqualTo("jina:m");
        assertThat(choice("x=jina:m@http://127.0.0.1:1/?a=b", Map.of()).name()).isEqualTo("x");
    }

    @Test
    void a_scorer_of_one_process_is_refused() {
        assertThatThrownBy(() -> choice("bm=local:bm25", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a local scorer is asked by rerank4j.jar, not by a cluster; name a provider or a dialect");
    }
}
