package io.github.rerank4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class PropertiesTextTest {

    @Test
    void keys_come_in_their_order_without_a_mark_before_the_first() {
        assertThat(PropertiesText.read("\uFEFFb = 2\n# a comment\na=1 \\\n   and more\n"))
                .containsExactly(entry("a", "1 and more"), entry("b", "2"));
        assertThat(PropertiesText.read("")).isEmpty();
    }

    @Test
    void a_key_that_is_there_twice_is_refused_without_its_values() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertiesText.read("a=sk-one\nb=2\na=sk-two"))
                .withMessage("\"a\" is there twice; remove the one that is not meant");
    }

    @Test
    void half_an_escape_is_told_with_its_line() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertiesText.read("# \\u is fine here\na=\\u0041\nb=\\u00zz"))
                .withMessage(
                        "line 3 holds \\u that is not followed by four hexadecimal digits; write them, or two backslashes");
    }
}
