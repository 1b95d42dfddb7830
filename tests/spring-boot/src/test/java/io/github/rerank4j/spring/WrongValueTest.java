package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.SECRET_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value of another type than its property's ends the start with one sentence. */
class WrongValueTest {

    private static final String P = "langchain4j.rerank.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout | soon | is \"soon\", but must be a duration such as 500ms, 20s or 2m",
                "max-retries | many | is \"many\", but must be a whole number up to 2147483647",
                "requests-per-second | all | is \"all\", but must be a number",
                "log-requests | perhaps | is \"perhaps\", but must be true or false",
                "scores | best | is \"best\", but must be one of raw, probability, or calibrated:FILE",
                "long-documents | drop | is \"drop\", but must be one of fail, truncate, split",
                "site | mars | is \"mars\", but must be one of china, international",
                "provider | tencnt | is \"tencnt\", but must be one of tencent, siliconflow, generic",
            })
    void is_told_with_its_property_and_what_it_can_be(String property, String value, String complaint) {
        String name = P + "instances.faqBot." + property;

        assertThat(Application.refusal(name + "=" + value))
                .startsWith(name + " " + complaint)
                .endsWith(" (\"" + name + "\" from property source \"commandLineArgs\")")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "instances.faqBot"})
    void all_dialects_are_told_where_there_is_none_of_that_name(String reranker) {
        assertThat(Application.refusal(P + reranker + ".dialect=cohere-v9"))
                .startsWith(
                        P + reranker + ".dialect is \"cohere-v9\", but must be one of envelope, cohere-v1, cohere-v2,")
                .contains(", llama-cpp, ", ", new-api; did you mean cohere-v1 or cohere-v2? (")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tencent",
                "tencent.custom-headers",
                "tencent.proxy",
                "generic.input",
                "instances",
                "instances.faq"
            })
    void is_not_shown_where_it_may_be_secret(String name) {
        assertThat(Application.refusal(P + name + "=::" + SECRET_KEY))
                .startsWith(P + name + " must be ")
                .doesNotContain(SECRET_KEY)
                .hasLineCount(1);
    }

    @Test
    void that_is_empty_is_not_taken_for_a_misspelt_name() {
        assertThat(Application.refusal(P + "generic.dialect="))
                .startsWith("langchain4j.rerank.generic.dialect is empty; give it a value, or remove it (");
        assertThat(Application.refusal(P + "instances.faqBot.timeout=${no.such.property:}"))
                .startsWith("langchain4j.rerank.instances.faqBot.timeout is empty; give it a value, or remove it (");
    }

    @ParameterizedTest
    @CsvSource({"langchain4j.rerank.tencent.timeout", "langchain4j.rerank.instances.faqBot.attempt-timeout"})
    void that_is_a_duration_without_a_unit_is_no_guess(String name) {
        assertThat(Application.refusal(name + "=20"))
                .isEqualTo(name + " is \"20\", but must be a duration such as 500ms, 20s or 2m; write 20s or 20ms (\""
                        + name + "\" from property source \"commandLineArgs\")");
        // as YAML has it
        assertThatThrownBy(() -> Application.bound(Map.of(name, 20)).all())
                .isInstanceOf(RerankConfigurationException.class)
                .hasMessageContaining("; write 20s or 20ms");
        Application.bound(Map.of(name, "PT20S")).all();
        Application.bound(Map.of(name, Duration.ofSeconds(20))).all();
    }

    @Test
    void of_the_health_check_has_a_unit_too() {
        assertThat(Application.refusal(
                        P + "tencent.secret-id=a",
                        P + "tencent.secret-key=b",
                        "management.health.rerank.enabled=true",
                        "management.health.rerank.timeout=2000"))
                .startsWith("management.health.rerank.timeout is \"2000\", but must be a duration")
                .endsWith("; write 2000s or 2000ms");
    }

    @Test
    void is_told_on_one_short_line() {
        for (String name : List.of("scores", "max-retries", "timeout", "site")) {
            assertThatThrownBy(() -> Application.bound(
                                    Map.of(P + "siliconflow." + name, "raw\nforged" + "x".repeat(200_000)))
                            .all())
                    .isInstanceOf(RerankConfigurationException.class)
                    .satisfies(wrong -> assertThat(wrong.getMessage())
                            .startsWith(P + "siliconflow." + name
                                    + " is \"…\" (not shown, because it may be a key), but must be ")
                            .hasLineCount(1)
                            .hasSizeLessThan(400));
        }
    }

    @Test
    void that_nobody_has_set_is_told_as_such() {
        assertThat(Application.refusal(P + "instances.faqBot.dialect=${NO_SUCH_DIALECT}"))
                .startsWith("langchain4j.rerank.instances.faqBot.dialect is set to ${NO_SUCH_DIALECT}, which neither");
    }

    @Test
    void of_the_health_check_is_told_too() {
        assertThat(Application.refusal(
                        P + "tencent.secret-id=a",
                        P + "tencent.secret-key=b",
                        "management.health.rerank.enabled=true",
                        "management.health.rerank.timeout=soon"))
                .startsWith("management.health.rerank.timeout is \"soon\", but must be a duration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gone.properties | there is no such file; give the path of one that is there",
                "broken.properties | slope holds \"steep\", which is no number; write one such as -1.5",
                "empty.properties | method is missing; give logistic or isotonic",
            })
    void of_a_calibration_is_told_with_property_file_and_remedy(String name, String remedy, @TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("broken.properties"), "method=logistic\nslope=steep\nintercept=0\n");
        Files.createFile(folder.resolve("empty.properties"));
        Path file = folder.resolve(name);
        Path properties = Files.writeString(
                folder.resolve("any.properties"), P + "instances.faqBot.scores=calibrated:" + file + "\n");

        assertThat(Application.refusal(
                        "spring.config.location=" + properties.toUri(),
                        P + "instances.faqBot.provider=tencent",
                        P + "instances.faqBot.secret-id=a",
                        P + "instances.faqBot.secret-key=" + SECRET_KEY))
                .startsWith(P + "instances.faqBot.scores: no calibration in " + file + ": " + remedy + " (URL [")
                .containsPattern("any\\.properties\\] - 1:[0-9]+\\)$");
    }

    static Stream<String> typed() throws IOException {
        return Metadata.properties().entrySet().stream()
                .filter(property -> property.getKey().startsWith(P))
                .filter(property ->
                        !property.getValue().path("type").asText().matches("java.lang.String|java.util.Map.*"))
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void is_told_for_each_property_that_has_a_type(String name) {
        assertThatThrownBy(() -> Application.bound(Map.of(name, "::")).all())
                .isInstanceOf(RerankConfigurationException.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining(" must be ")
                .hasMessageNotContaining("a group of properties");
    }
}
