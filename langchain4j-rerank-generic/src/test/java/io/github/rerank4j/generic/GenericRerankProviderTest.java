package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.testkit.RerankProviderContract;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GenericRerankProviderTest extends RerankProviderContract {

    @Override
    protected RerankProvider<?> provider() {
        return new GenericRerankProvider();
    }

    @Test
    void a_stand_in_speaks_the_dialect_that_is_configured() {
        assertThat(provider().standIn(dialect("tei"))).hasValueSatisfying(standIn -> {
            assertThat(standIn.protocol()).isEqualTo("tei");
            assertThat(standIn.settings()).isEmpty();
        });
        assertThat(provider().standIn(dialect("nvidia-nim")))
                .hasValueSatisfying(standIn -> assertThat(standIn.scale()).isEqualTo(ScoreScale.LOGIT));
        assertThat(provider().standIn(dialect("acme"))).isEmpty();
    }

    @Test
    void a_hosted_service_is_asked_with_a_key_and_a_server_of_ones_own_at_its_address() {
        assertThat(provider().decisive(dialect("cohere-v2"))).startsWith("apiKey");
        assertThat(provider().decisive(dialect("tei"))).startsWith("baseUrl");
    }

    @Test
    void a_dialect_that_there_is_not_is_told_with_those_there_are() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> provider().setting("dialect").orElseThrow().read("cohere"))
                .withMessageStartingWith(
                        "dialect is \"cohere\", which is not a dialect; did you mean cohere-v1 or cohere-v2?")
                .satisfies(wrong -> assertThat(wrong.settings()).containsExactly("dialect"));
    }

    @Test
    void a_dialect_is_told_from_a_provider() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(
                        () -> RerankProviders.of(getClass().getClassLoader()).named("llama-cpp"))
                .withMessage(
                        "provider is \"llama-cpp\", which is not the id of a provider; for llama-cpp set provider to"
                                + " generic and dialect to llama-cpp");
    }

    @Test
    void what_a_builder_refuses_names_its_settings() {
        refused(Map.of("baseUrl", "http://a", "modelName", "m", "parameters.top_n", "3"), "parameters");
        refused(Map.of("baseUrl", "http://a", "input.a", "3", "dialect", "tei"), "input");
        refused(Map.of("baseUrl", "http://a", "instruction", "x", "dialect", "tei"), "instruction");
        refused(Map.of("baseUrl", "ftp://a", "modelName", "m"), "baseUrl");
        refused(Map.of("baseUrl", "http://127.0.0.1", "modelName", "a/../b", "dialect", "deepinfra"), "modelName");
        refused(Map.of("dialect", "cohere-v2"), "apiKey");
        refused(Map.of(), "baseUrl");
    }

    private static void refused(Map<String, String> values, String setting) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> RerankProviders.of(GenericRerankProviderTest.class.getClassLoader())
                        .model("generic", values, Map.of()))
                .satisfies(wrong -> assertThat(wrong.settings()).contains(setting));
    }

    private static Function<String, Optional<String>> dialect(String name) {
        return setting -> setting.equals("dialect") ? Optional.of(name) : Optional.empty();
    }

    @Override
    protected Map<String, String> least() {
        return Map.of("baseUrl", "http://127.0.0.1:1", "modelName", "m");
    }
}
