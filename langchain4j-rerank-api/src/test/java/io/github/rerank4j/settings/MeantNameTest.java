package io.github.rerank4j.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeantNameTest {

    private static final List<String> KNOWN = List.of(
            "base-url",
            "api-key",
            "secret-id",
            "secret-key",
            "model-name",
            "max-retries",
            "max-documents-per-request",
            "max-characters-per-request",
            "max-characters-per-document",
            "timeout",
            "attempt-timeout",
            "connect-timeout",
            "proxy");

    @ParameterizedTest
    @CsvSource({
        "secret-kye, secret-key",
        "tiemout, timeout",
        "apikey, api-key",
        "API-KYE, api-key",
        "model, model-name",
        "url, base-url",
        "retries, max-retries",
        "max-documents, max-documents-per-request",
        "service-base-url, base-url",
        "prxy, proxy",
    })
    void a_slip_or_a_word_too_many_or_too_few_is_seen_through(String written, String meant) {
        assertThat(MeantName.among(KNOWN, written)).containsExactly(meant);
    }

    @Test
    void all_that_are_as_near_are_named() {
        assertThat(MeantName.among(KNOWN, "key")).containsExactly("api-key", "secret-key");
    }

    @ParameterizedTest
    @CsvSource({"colour", "max", "x", "''", "top-n"})
    void what_is_near_nothing_or_near_too_much_is_not_guessed(String written) {
        assertThat(MeantName.among(KNOWN, written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "--", "---"})
    void what_has_no_words_means_nothing(String written) {
        assertThat(MeantName.among(List.of("tencent", "generic"), written)).isEmpty();
    }

    @Test
    void a_text_of_any_length_is_looked_at() {
        assertThat(MeantName.among(KNOWN, "x".repeat(50_000_000))).isEmpty();
    }

    @Test
    void a_complaint_asks_for_what_was_meant() {
        assertThat(MeantName.complaint("a.model", List.of("a.model-name")))
                .isEqualTo("a.model is not known; did you mean a.model-name? Correct its name, or remove it");
        assertThat(MeantName.complaint("a.key", List.of("a.api-key", "a.secret-key")))
                .isEqualTo(
                        "a.key is not known; did you mean a.api-key or a.secret-key? Correct its name, or remove it");
        assertThat(MeantName.complaint("a.colour", List.of()))
                .isEqualTo("a.colour is not known; correct its name, or remove it");
    }
}
