package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreOutputTest {

    @ParameterizedTest
    @EnumSource
    void raw_scores_stay_what_they_are(ScoreScale scale) {
        assertThat(ScoreOutput.RAW.of(-12.5, scale)).isEqualTo(-12.5);
        assertThat(ScoreOutput.RAW.scale(scale)).isEqualTo(scale);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "-40, 4.248354255291589e-18", "2, 0.8807970779778823", "800, 1", "-800, 0"})
    void a_logit_becomes_a_probability_by_the_logistic_function(double logit, double probability) {
        assertThat(ScoreOutput.PROBABILITY.of(logit, ScoreScale.LOGIT)).isCloseTo(probability, within(1e-15));
        assertThat(ScoreOutput.PROBABILITY.scale(ScoreScale.LOGIT)).isEqualTo(ScoreScale.PROBABILITY);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.25", "0, 0", "1, 1", "1.0000005, 1", "-0.0000005, 0"})
    void a_probability_stays_one_and_only_rounding_is_put_right(double raw, double probability) {
        assertThat(ScoreOutput.PROBABILITY.of(raw, ScoreScale.PROBABILITY)).isEqualTo(probability);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, 17})
    void what_cannot_be_a_probability_is_an_invalid_reply(double raw) {
        assertThatThrownBy(() -> ScoreOutput.PROBABILITY.of(raw, ScoreScale.PROBABILITY))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining(Double.toString(raw));
    }

    @Test
    void no_probability_is_made_of_an_unknown_scale() {
        assertThatThrownBy(() -> ScoreOutput.PROBABILITY.of(0.5, ScoreScale.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use scores(RAW)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW", "raw", " Probability "})
    void settings_give_its_name_in_any_case(String name) {
        assertThat(ScoreOutput.valueOf(name)).hasToString(name.strip().toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    void a_long_name_is_not_told() {
        assertThatThrownBy(() -> ScoreOutput.valueOf("raw\nforged" + "x".repeat(5000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(not shown, because it may be a key)")
                .satisfies(
                        wrong -> assertThat(wrong.getMessage()).hasLineCount(1).hasSizeLessThan(200));
    }

    @Test
    void another_name_is_refused() {
        assertThatThrownBy(() -> ScoreOutput.valueOf("percent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("percent")
                .hasMessageContaining("RAW or PROBABILITY");
    }
}
