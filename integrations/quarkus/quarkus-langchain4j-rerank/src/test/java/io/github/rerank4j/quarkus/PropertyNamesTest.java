package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyNamesTest {

    private static final PropertyNames NAMES = new PropertyNames(
            "quarkus.langchain4j.acme",
            List.of("apiKey", "maxRetries", "proxy", "customHeaders", "parameters"),
            List.of("customHeaders", "parameters"),
            Set.of(NamedConfigUtil.DEFAULT_NAME, "house", "a.b", "proxy"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.langchain4j.acme.enabled",
                "quarkus.langchain4j.acme.api-key",
                "quarkus.langchain4j.acme.max-retries",
                "quarkus.langchain4j.acme.custom-headers.X-Tenant",
                "quarkus.langchain4j.acme.custom-headers.\"X.Tenant\"",
                "quarkus.langchain4j.acme.parameters.api-key",
                "quarkus.langchain4j.acme.house.api-key",
                "quarkus.langchain4j.acme.\"house\".api-key",
                "quarkus.langchain4j.acme.\"a.b\".max-retries",
                "quarkus.langchain4j.acme.house.custom-headers.X-Tenant",
                "quarkus.langchain4j.acme.proxy.api-key",
                "quarkus.langchain4j.acme.scoring-model.provider",
                "quarkus.langchain4j.acme.*.max-retries",
                "quarkus.langchain4j.acme-two.api-kye",
                "%dev.quarkus.langchain4j.acme.api-kye",
                "acme.api-kye",
            })
    void what_is_a_setting_of_a_model_or_stands_elsewhere_is_left_alone(String property) {
        assertThat(problems(property)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.langchain4j.acme.stray",
                "quarkus.langchain4j.acme.api-key.more",
                "quarkus.langchain4j.acme.house",
                "quarkus.langchain4j.acme.house.enabled",
                "quarkus.langchain4j.acme.\"house.api-key",
                "quarkus.langchain4j.acme.a.b.api-key",
                "quarkus.langchain4j.acme..api-key",
                "quarkus.langchain4j.acme.hose.api-kye",
            })
    void a_setting_that_no_model_has_is_not_known(String property) {
        assertThat(problems(property)).containsExactly(property + " is not known; correct its name, or remove it");
    }

    @ParameterizedTest
    @CsvSource({
        "api-kye, api-key",
        "apiKey, api-key",
        "key, api-key",
        "house.api-kye, house.api-key",
        "custom-header.X-Tenant, custom-headers.X-Tenant",
        "house.custom-header.X-Tenant, house.custom-headers.X-Tenant",
        "*.api-kye, *.api-key",
    })
    void a_setting_that_is_misspelt_is_told_with_the_right_one(String written, String meant) {
        assertThat(problems("quarkus.langchain4j.acme." + written))
                .containsExactly("quarkus.langchain4j.acme." + written + " is not known; did you mean"
                        + " quarkus.langchain4j.acme." + meant + "? Correct its name, or remove it");
    }

    @Test
    void a_problem_is_told_with_its_place() {
        assertThat(NAMES.unread(List.of("quarkus.langchain4j.acme.stray"), property -> " (file:1)"))
                .containsExactly(
                        "quarkus.langchain4j.acme.stray is not known; correct its name, or remove it (file:1)");
    }

    @Test
    void a_model_that_the_application_does_not_have_is_told_with_those_it_has() {
        assertThat(problems("quarkus.langchain4j.acme.hose.api-key"))
                .containsExactly(
                        "quarkus.langchain4j.acme.hose.api-key is set, but no scoring model is named \"hose\"; the"
                                + " scoring models are: the one without a name, \"proxy\", \"house\", \"a.b\"; correct the name, remove the"
                                + " property, or set quarkus.langchain4j.hose.scoring-model.provider");
    }

    @Test
    void advice_has_quotes_where_they_are_needed() {
        assertThat(problems("quarkus.langchain4j.acme.\"my.hose\".api-key"))
                .singleElement()
                .asString()
                .endsWith("or set quarkus.langchain4j.\"my.hose\".scoring-model.provider");
    }

    @Test
    void an_application_without_models_has_none() {
        PropertyNames none = new PropertyNames("quarkus.langchain4j.acme", List.of("apiKey"), List.of(), Set.of());

        assertThat(none.unread(List.of("quarkus.langchain4j.acme.hose.api-key"), any -> ""))
                .singleElement()
                .asString()
                .contains("there are no scoring models; correct the name");
    }

    @Test
    void a_setting_with_entries_has_no_value() {
        assertThat(problems("quarkus.langchain4j.acme.parameters"))
                .containsExactly("quarkus.langchain4j.acme.parameters has entries and no value; set"
                        + " quarkus.langchain4j.acme.parameters.<entry> instead");
        assertThat(problems("quarkus.langchain4j.acme.house.parameters")).hasSize(1);
    }

    @Test
    void a_model_with_the_name_of_a_setting_with_entries_cannot_be_told_from_it() {
        PropertyNames ambiguous = new PropertyNames(
                "quarkus.langchain4j.acme", List.of("apiKey", "input"), List.of("input"), Set.of("input"));

        assertThat(ambiguous.unread(List.of("quarkus.langchain4j.acme.input.api-key"), any -> ""))
                .singleElement()
                .asString()
                .endsWith("a setting of the model named \"input\"; give the model another name");
    }

    @Test
    void a_model_in_quotes_and_without_is_read_in_part() {
        assertThat(NAMES.spelledTwice(List.of(
                        "quarkus.langchain4j.acme.house.api-key",
                        "quarkus.langchain4j.acme.\"house\".max-retries",
                        "quarkus.langchain4j.acme.\"a.b\".api-key",
                        "quarkus.langchain4j.acme.custom-headers.X",
                        "quarkus.langchain4j.acme.custom-headers.\"X\"",
                        "quarkus.langchain4j.other.\"proxy\".api-key",
                        "quarkus.langchain4j.acme.proxy.api-key")))
                .singleElement()
                .asString()
                .startsWith("quarkus.langchain4j.acme.house is written both with and without quotes around the name");
    }

    @Test
    void all_problems_are_told_at_once() {
        assertThat(problems(
                        "quarkus.langchain4j.acme.a", "quarkus.langchain4j.acme.api-key", "quarkus.langchain4j.acme.b"))
                .hasSize(2);
    }

    private static List<String> problems(String... properties) {
        return NAMES.unread(Arrays.asList(properties), any -> "").toList();
    }
}
