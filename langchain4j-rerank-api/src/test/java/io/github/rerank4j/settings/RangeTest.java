package io.github.rerank4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RangeTest {

    @Test
    void a_lower_end_is_in_or_out() {
        assertThat(Range.atLeast(1).has(1)).isTrue();
        assertThat(Range.atLeast(1).has(0)).isFalse();
        assertThat(Range.above(0.0).has(0.0)).isFalse();
        assertThat(Range.above(0.0).has(0.1)).isTrue();
    }

    @Test
    void an_upper_end_is_in() {
        assertThat(Range.between(0, 80).has(80)).isTrue();
        assertThat(Range.between(0, 80).has(81)).isFalse();
        assertThat(Range.between(0, 80).most()).contains(80);
        assertThat(Range.atLeast(0).most()).isEmpty();
    }

    @Test
    void it_is_told_in_words() {
        assertThat(Range.atLeast(1)).hasToString("at least 1");
        assertThat(Range.atLeast(0)).hasToString("0 or more");
        assertThat(Range.above(0.0)).hasToString("above 0");
        assertThat(Range.between(0, 80)).hasToString("from 0 to 80");
        assertThat(Range.above(Duration.ZERO)).hasToString("longer than zero");
    }

    @Test
    void another_value_is_refused_with_its_setting_and_a_missing_one_is_not() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> Range.above(Duration.ZERO).require("timeout", Duration.ofMillis(-1500)))
                .withMessage("timeout is -1.5 s, but must be longer than zero")
                .satisfies(wrong -> assertThat(wrong.settings()).containsExactly("timeout"));
        assertThatCode(() -> Range.atLeast(1).require("size", null)).doesNotThrowAnyException();
    }
}
