package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-invented0123456789",
                "AKIDinvented+/=",
                "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl",
                "pa$$word{1}",
                "a$b",
                "100%sure%",
                "<",
                "#1",
                "it's",
                "user@host",
                "x"
            })
    void a_text_that_can_be_a_secret_has_no_fault(String secret) {
        assertThat(SecretText.fault(secret)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\r\n", "\u2003"})
    void a_blank_one_is_missing(String blank) {
        assertThat(SecretText.fault(blank)).startsWith("is missing").contains("environment variable");
    }

    @ParameterizedTest
    @CsvSource({
        "${SILICONFLOW_API_KEY}",
        "${siliconflow.api-key}",
        "#{SILICONFLOW_API_KEY}",
        "{{SILICONFLOW_API_KEY}}",
        "$(SILICONFLOW_API_KEY)",
        "$SILICONFLOW_API_KEY",
        "%SILICONFLOW_API_KEY%",
        "@siliconflow.api-key@"
    })
    void a_placeholder_nobody_replaced_is_told_by_its_name(String placeholder) {
        assertThat(SecretText.fault(placeholder))
                .startsWith("is the placeholder " + placeholder + ", which nobody has replaced");
    }

    @Test
    void where_the_value_of_an_environment_variable_comes_from_is_said() {
        assertThat(SecretText.fault("${SILICONFLOW_API_KEY}"))
                .contains("in Java pass the value, for example System.getenv(\"SILICONFLOW_API_KEY\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${sk-invented}",
                "${SILICONFLOW_API_KEY:sk-invented}",
                "${SILICONFLOW_API_KEY:-sk-invented}",
                "Bearer ${sk-invented}",
                "prefix-sk-invented-${SILICONFLOW_API_KEY}",
                "#{systemEnvironment['sk-invented']}",
                "${AKIDINVENTED0123456789}",
                "<sk-invented>",
                "\"sk-invented\"",
                "'sk-invented",
                "sk-invented`",
                "“sk-invented”",
                "sk-...invented",
                "sk-invented…",
                "sk-inv***ented",
                "Bearer sk-invented",
                "sk-invented\n",
                " sk-invented",
                "sk-inv ented",
                "sk-invénted"
            })
    void what_might_be_the_secret_itself_is_never_shown(String wrong) {
        assertThat(SecretText.fault(wrong))
                .isNotNull()
                .doesNotContainIgnoringCase("sk-inv")
                .doesNotContainIgnoringCase("invented");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<your key>|example",
                "<YOUR_API_KEY>|example",
                "sk-...|example",
                "sk-…|example",
                "sk-****|holds ***",
                "\"sk-invented\"|quotation mark",
                "'sk-invented'|quotation mark",
                "Bearer sk-invented|without \"Bearer\"",
                "bearer sk-invented|without \"Bearer\"",
                "sk invented|holds a space",
            })
    void each_mistake_is_told_with_the_way_out(String wrong, String words) {
        assertThat(SecretText.fault(wrong)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-invented\n", "sk-invented\r\n", "\tsk-invented", " sk-invented "})
    void white_space_around_it_is_told_from_white_space_in_it(String wrong) {
        assertThat(SecretText.fault(wrong)).contains("before or behind it").contains("strip()");
    }
}
