package io.github.rerank4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.rerank4j.cli.terminal.Terminal;
import io.github.rerank4j.service.RerankProviders;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private final RerankProviders providers = RerankProviders.of(getClass().getClassLoader());
    private final Map<String, String> environment = new HashMap<>();

    @SuppressWarnings("NullAway") // a variable that is not set is null
    private final Keys keys = new Keys(
            providers, new Terminal(System.out, System.err, InputStream.nullInputStream(), false, environment::get));

    @Test
    void a_models_own_variable_comes_before_the_providers() {
        environment.put("SILICONFLOW_API_KEY", "general");
        environment.put("RERANK_API_KEY_SF_2_B", "own");

        assertThat(settings("sf.2-b=siliconflow:m")).containsEntry("apiKey", "own");
        assertThat(settings("other=siliconflow:m")).containsEntry("apiKey", "general");
    }

    @Test
    void an_own_variable_that_is_empty_means_no_key() {
        environment.put("RERANK_API_KEY", "general");
        environment.put("RERANK_API_KEY_LOCAL", "");

        assertThat(settings("local=vllm:m@http://127.0.0.1:1")).doesNotContainKey("apiKey");
    }

    @Test
    void what_a_user_wrote_is_not_taken_from_the_environment() {
        environment.put("SILICONFLOW_MODEL", "other");
        environment.put("SILICONFLOW_SITE", "international");
        environment.put("RERANK_BASE_URL", "http://elsewhere");
        environment.put("RERANK_DIALECT", "tei");

        assertThat(settings("sf=siliconflow:m")).containsOnly(entry("modelName", "m"), entry("site", "international"));
        assertThat(settings("v=vllm:m@http://h"))
                .containsOnly(entry("modelName", "m"), entry("baseUrl", "http://h"), entry("dialect", "vllm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///h", "http:////h", "http://", "http://:8080"})
    void an_address_without_a_host_gets_no_key(String address) {
        environment.put("RERANK_API_KEY", "general");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("a=vllm:m@" + address))
                .withMessageContaining("names no host");
    }

    @Test
    void a_pair_of_keys_comes_from_its_own_variables() {
        environment.put("TENCENTCLOUD_SECRET_ID", "id");
        environment.put("TENCENTCLOUD_SECRET_KEY", "key");

        assertThat(settings("tc=tencent")).containsEntry("secretId", "id").containsEntry("secretKey", "key");

        environment.put("RERANK_API_KEY_TC", "x");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> settings("tc=tencent"))
                .withMessageContainingAll("tc: RERANK_API_KEY_TC is set", "TENCENTCLOUD_SECRET_ID");
    }

    @Test
    void a_key_goes_to_one_host() {
        environment.put("RERANK_API_KEY", "hunter2");

        refused("a-1=jina:m", "b=vllm:m@http://h:1")
                .withMessage("the key in RERANK_API_KEY would go to api.jina.ai and h; set RERANK_API_KEY_A_1 and"
                        + " RERANK_API_KEY_B instead");
    }

    @Test
    void hosts_are_compared_without_port_path_and_user_info() {
        environment.put("RERANK_API_KEY", "hunter2");

        settings("a=vllm:m@http://my_box:1/x", "b=tei@https://MY_BOX", "c=tei@http://my_box:2?y=//other");
        keys.requireOneHostEach();
        refused("d=tei@http://[::1]:8080").withMessageContaining("would go to [::1] and my_box; ");
    }

    @Test
    void several_models_of_one_host_share_a_key() {
        environment.put("RERANK_API_KEY", "hunter2");

        settings("a=jina:m", "b=jina:n", "c=vllm:m@http://API.jina.ai:8080/v1");
        keys.requireOneHostEach();
    }

    @Test
    void models_with_keys_of_their_own_may_be_anywhere() {
        environment.put("RERANK_API_KEY", "hunter2");
        environment.put("RERANK_API_KEY_B", "hunter3");

        settings("a=jina:m", "b=vllm:m@http://h");
        keys.requireOneHostEach();
    }

    @Test
    void names_that_have_one_variable_have_to_differ() {
        environment.put("RERANK_API_KEY_A_B", "hunter2");

        refused("a-b=jina:m", "a.b=vllm:m@http://h")
                .withMessage(
                        "the key in RERANK_API_KEY_A_B would go to api.jina.ai and h; rename one of these models, so"
                                + " that each has a variable of its own");
    }

    @Test
    void a_providers_key_stays_with_its_host_too() {
        environment.put("SILICONFLOW_API_KEY", "hunter2");

        refused("a=siliconflow:m", "b=siliconflow:m@http://relay.example")
                .withMessageContaining("SILICONFLOW_API_KEY would go to ")
                .withMessageEndingWith("set RERANK_API_KEY_A and RERANK_API_KEY_B instead");
    }

    @Test
    void names_are_plain() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ModelChoice.named(providers, "siliconflow:m"))
                .withMessage("--model \"siliconflow:m\" has no name; write NAME=SPEC, such as"
                        + " sf=siliconflow:BAAI/bge-reranker-v2-m3");
        for (String wrong : List.of("=tei@http://h", "-a=tei@http://h", "a b=tei@http://h", "tei@http://u:pw@h?a=b")) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> ModelChoice.named(providers, wrong))
                    .withMessageContaining("must begin with a letter or digit")
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("pw"));
        }
        assertThat(ModelChoice.named(providers, "a=vllm:x=y@http://h").spec().settings())
                .containsEntry("modelName", "x=y");
    }

    private ThrowableAssertAlternative<IllegalArgumentException> refused(String... models) {
        settings(models);
        return assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(keys::requireOneHostEach);
    }

    private Map<String, String> settings(String... models) {
        Map<String, String> last = Map.of();
        for (String model : models) {
            last = keys.settings(ModelChoice.named(providers, model));
        }
        return last;
    }
}
