package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.knowledge.StandIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private final StandIns standIns = new StandIns(StandIn.named("maxsim"));

    @AfterEach
    void close() {
        standIns.close();
    }

    @Test
    void without_keys_all_are_stand_ins_on_this_machine() {
        List<ProviderUnderTest> providers = providers(Map.of("SILICONFLOW_API_KEY", "  ", "PATH", "/bin"));

        assertThat(providers).extracting(ProviderUnderTest::name).containsExactly("Tencent", "SiliconFlow", "Generic");
        assertThat(providers).allSatisfy(provider -> {
            assertThat(provider.standIn()).isTrue();
            assertThat(provider.nature())
                    .contains("stand-in", "http://127.0.0.1:", "token matching over the embedding model");
        });
    }

    @Test
    void a_key_makes_the_provider_the_real_one_and_says_where_it_is() {
        List<ProviderUnderTest> providers = providers(Map.of(
                "TENCENTCLOUD_SECRET_ID", "AKIDexample",
                "TENCENTCLOUD_SECRET_KEY", "example-key",
                "SILICONFLOW_API_KEY", "sk-example",
                "SILICONFLOW_MODEL", "Qwen/Qwen3-Reranker-8B",
                "RERANK_API_KEY", "example",
                "RERANK_DIALECT", "cohere-v2",
                "RERANK_MODEL", "rerank-v3.5"));

        assertThat(providers).extracting(ProviderUnderTest::standIn).containsExactly(false, false, false);
        assertThat(providers)
                .extracting(ProviderUnderTest::nature)
                .containsExactly(
                        "the real service at https://lkeap.intl.tencentcloudapi.com",
                        "the real service at https://api.siliconflow.cn, model Qwen/Qwen3-Reranker-8B",
                        "the real service at https://api.cohere.com, dialect cohere-v2, model rerank-v3.5");
        assertThat(providers)
                .extracting(ProvidersTest::description)
                .satisfiesExactly(
                        tencent -> assertThat(tencent).contains("https://lkeap.intl.tencentcloudapi.com"),
                        siliconFlow -> assertThat(siliconFlow)
                                .contains("https://api.siliconflow.cn", "Qwen/Qwen3-Reranker-8B"),
                        generic -> assertThat(generic).contains("https://api.cohere.com", "rerank-v3.5"));
    }

    @Test
    void half_a_setting_is_an_error_and_no_stand_in() {
        List<ProviderUnderTest> providers = providers(Map.of(
                "TENCENTCLOUD_SECRET_ID",
                "AKIDexample",
                "RERANK_BASE_URL",
                "http://127.0.0.1:1",
                "RERANK_DIALECT",
                "x"));

        assertThatThrownBy(() -> description(providers.get(0))).hasMessage("TENCENTCLOUD_SECRET_KEY is not set");
        assertThatThrownBy(() -> description(providers.get(2)))
                .hasMessageContaining("dialect is \"x\", which is not a dialect");
    }

    private List<ProviderUnderTest> providers(Map<String, String> environment) {
        return new Providers(new Environment(environment), standIns).all();
    }

    private static String description(ProviderUnderTest provider) {
        try (Reranker model = provider.model().apply(List.of())) {
            return model.toString();
        }
    }
}
