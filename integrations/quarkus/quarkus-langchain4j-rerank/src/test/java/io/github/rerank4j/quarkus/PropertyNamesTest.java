package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyNamesTest {

    private static final PropertyNames NAMES = new PropertyNames(
            "quarkus.acme",
            Set.of("enabled"),
            List.of("apiKey", "maxRetries", "proxy", "customHeaders", "parameters"),
            Set.of(NamedConfigUtil.DEFAULT_NAME, "house", "a.b", "proxy"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.acme.enabled",
                "quarkus.acme.api-key",
                "quarkus.acme.max-retries",
                "quarkus.acme.custom-headers.X-Tenant",
                "quarkus.acme.custom-headers.\"X.Tenant\"",
                "quarkus.acme.parameters.api-key",
                "quarkus.acme.house.api-key",
                "quarkus.acme.\"house\".api-key",
                "quarkus.acme.\"a.b\".max-retries",
                "quarkus.acme.house.custom-headers.X-Tenant",
                "quarkus.acme.proxy.api-key",
                "quarkus.acme.*.max-retries",
                "quarkus.acme-two.api-kye",
                "%dev.quarkus.acme.api-kye",
                "acme.api-kye",
            })
    void what_is_a_setting_of_a_model_or_stands_elsewhere_is_left_alone(String property) {
        assertThat(problems(property)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.acme.api-kye",
                "quarkus.acme.apiKey",
                "quarkus.acme.stray",
                "quarkus.acme.api-key.more",
                "quarkus.acme.custom-header.X-Tenant",
                "quarkus.acme.house",
                "quarkus.acme.house.api-kye",
                "quarkus.acme.house.enabled",
                "quarkus.acme.\"house.api-key",
                "quarkus.acme.a.b.api-key",
                "quarkus.acme..api-key",
                "quarkus.acme.hose.api-kye",
            })
    void a_setting_that_no_model_has_is_not_known(String property) {
        assertThat(problems(property)).containsExactly(property + " is not known; correct its name, or remove it");
    }

    @Test
    void a_model_that_the_application_does_not_have_is_told_with_those_it_has() {
        assertThat(problems("quarkus.acme.hose.api-key"))
                .containsExactly("quarkus.acme.hose.api-key is set, but no scoring model is named \"hose\"; there is"
                        + " the one without a name, \"proxy\", \"house\", \"a.b\"; correct the name, remove the"
                        + " property, or set quarkus.langchain4j.hose.scoring-model.provider");
    }

    @Test
    void an_application_without_models_has_none() {
        PropertyNames none = new PropertyNames("quarkus.acme", Set.of(), List.of("apiKey"), Set.of());

        assertThat(none.problems(List.of("quarkus.acme.hose.api-key")))
                .extracting(Problem::getMessage)
                .singleElement()
                .asString()
                .contains("there is none; correct the name");
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(problems("quarkus.acme.a", "quarkus.acme.api-key", "quarkus.acme.b"))
                .hasSize(2);
    }

    private static List<String> problems(String... properties) {
        return NAMES.problems(Arrays.asList(properties)).stream()
                .map(Problem::getMessage)
                .toList();
    }
}
