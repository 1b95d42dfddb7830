package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankEnvironmentTest {

    private final RerankEnvironment environment = RerankEnvironment.of(new WithVariables());

    @Test
    void settings_and_keys_have_their_variables_apart_and_what_the_user_writes_has_none() {
        assertThat(environment.settings()).containsExactly(Map.entry("PLAIN_TIMEOUT", "timeout"));
        assertThat(environment.secrets()).containsExactly(Map.entry("PLAIN_HEADERS", "customHeaders"));
    }

    @Test
    void a_secret_is_a_setting_that_is_declared_as_one() {
        assertThat(environment.isSecret("customHeaders")).isTrue();
        assertThat(environment.isSecret("timeout")).isFalse();
        assertThat(environment.isSecret("nothing")).isFalse();
    }

    @Test
    void a_model_with_a_name_has_a_variable_of_its_own_in_letters_that_shells_take() {
        assertThat(RerankEnvironment.keyOf("sf.v1")).isEqualTo("RERANK_API_KEY_SF_V1");
    }

    private static final class WithVariables extends PlainRerankProvider {

        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("PLAIN_MODEL", "modelName");
            variables.put("PLAIN_HEADERS", "customHeaders");
            variables.put("PLAIN_URL", "baseUrl");
            variables.put("PLAIN_TIMEOUT", "timeout");
            return variables;
        }
    }
}
