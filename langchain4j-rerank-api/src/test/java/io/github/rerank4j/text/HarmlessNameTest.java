package io.github.rerank4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"RERANK_KEY", "APP_KEY_2"})
    void variables_are_known_by_their_underscores(String name) {
        assertThat(HarmlessName.isOfVariable(name)).isTrue();
        assertThat(HarmlessName.isOfProperty(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.key", "app.rerank-key", "no.such.property"})
    void properties_are_known_by_their_dots(String name) {
        assertThat(HarmlessName.isOfProperty(name)).isTrue();
        assertThat(HarmlessName.isOfVariable(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Team", "traceparent", "X-B3-TraceId", "X-Amz-Content-Sha256", "top_n"})
    void entries_are_words(String name) {
        assertThat(HarmlessName.isOfEntry(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-live-0123456789abcdef",
                "sk-a1b2c3d4",
                "AKIDz8krbsJ5yKBZQ",
                "Bearer key",
                "X-Team\n",
                "key=hunter2"
            })
    void what_may_be_a_key_is_none_of_them(String text) {
        assertThat(HarmlessName.isOfVariable(text)).isFalse();
        assertThat(HarmlessName.isOfProperty(text)).isFalse();
        assertThat(HarmlessName.isOfEntry(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-live-0123456789abcdef", "AKIDz8krbsJ5yKBZQ", "key = hunter2"})
    void what_may_be_a_key_is_not_repeated(String text) {
        assertThat(HarmlessName.mayBeKey(text)).isTrue();
        assertThat(HarmlessName.quoted(text)).isEqualTo("\"…\" (not shown, because it may be a key)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "20 s", "sk-12", "siliconflow-rerank", "99999999999999 ms"})
    void short_texts_and_names_are_repeated(String text) {
        assertThat(HarmlessName.mayBeKey(text)).isFalse();
        assertThat(HarmlessName.quoted(text)).isEqualTo('"' + text + '"');
    }

    @Test
    void nothing_that_is_too_long_is_a_name() {
        assertThat(HarmlessName.isOfVariable("A_" + "B_".repeat(100_000) + "C")).isFalse();
        assertThat(HarmlessName.isOfProperty("a" + ".b".repeat(100_000))).isFalse();
        assertThat(HarmlessName.isOfEntry("a" + "-b".repeat(100_000))).isFalse();
    }
}
