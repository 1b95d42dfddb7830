package io.github.rerank4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    private static final String EMOJI = "\uD83D\uDE00";
    /** A format character outside the basic plane: a tag. */
    private static final String TAG = "\uDB40\uDC41";

    @ParameterizedTest
    @ValueSource(strings = {"a b", " a b ", "a\nb", "a\r\n\tb", "a\u2028b", "a \u0000 b", "a\u202Eb", "\u00A0a\u00A0b"})
    void each_row_of_gaps_becomes_one_space(String text) {
        assertThat(OneLine.of(text)).isEqualTo("a b");
    }

    @Test
    void a_text_without_gaps_is_taken_as_it_is() {
        String text = String.join("-", "rerank", "客户", "😀");

        assertThat(OneLine.of(text)).isSameAs(text);
    }

    @Test
    void characters_outside_the_basic_plane_stay_and_gaps_among_them_go() {
        assertThat(OneLine.of("a" + EMOJI + "b")).isEqualTo("a" + EMOJI + "b");
        assertThat(OneLine.of("a" + TAG + "b")).isEqualTo("a b");
    }

    @Test
    void the_joiners_that_some_scripts_need_are_no_gaps() {
        assertThat(OneLine.of("a\u200Cb\u200Dc")).isEqualTo("a\u200Cb\u200Dc");
    }

    @ParameterizedTest
    @CsvSource({"abc,3,abc", "abcd,3,abc…", "'',3,''"})
    void a_longer_line_is_cut(String line, int length, String cut) {
        assertThat(OneLine.cut(line, length)).isEqualTo(cut);
    }

    @Test
    void no_character_is_cut_in_two() {
        assertThat(OneLine.cut("ab" + EMOJI, 3)).isEqualTo("ab…");
    }

    @Test
    void a_word_has_at_most_100_characters_on_one_line() {
        assertThat(OneLine.word("x\n" + "y".repeat(200))).isEqualTo("x " + "y".repeat(98) + "…");
    }

    @Test
    void a_name_is_taken_as_it_is() {
        assertThat(OneLine.checkedName("modelName", "a b " + EMOJI)).isEqualTo("a b " + EMOJI);
        assertThat(OneLine.checkedName("modelName", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000"})
    void a_blank_name_is_refused(String name) {
        assertThatThrownBy(() -> OneLine.checkedName("modelName", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("modelName is blank");
    }

    @Test
    void a_name_with_a_line_break_is_refused_without_being_shown() {
        assertThatThrownBy(() -> OneLine.checkedName("modelName", "invented\nname"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelName")
                .hasMessageContaining("8")
                .hasMessageNotContaining("invented");
    }
}
