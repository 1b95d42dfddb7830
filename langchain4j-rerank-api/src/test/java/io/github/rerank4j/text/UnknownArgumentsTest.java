package io.github.rerank4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownArgumentsTest {

    @Test
    void options_are_named_once_each_without_what_stands_behind_them() {
        assertThat(UnknownArguments.words(List.of("--api-key", "sk-4711", "--key=sk-4711", "--api-key")))
                .isEqualTo("there is no option \"--api-key\", \"--key\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-k",
                "-ksk-4711",
                "-ABCDEFGH",
                "--sk-4711-abcdef",
                "--ABCDEFGHIJ",
                "--abcdefghijklmnopqrstuvwxyz",
                "--=sk-4711",
                "-"
            })
    void what_may_be_a_key_with_dashes_before_it_is_not_shown(String argument) {
        assertThat(UnknownArguments.words(List.of(argument, "secret")))
                .isEqualTo("there is no such option (not shown, because it may be a key)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-4711", "hunter", "", "a=b"})
    void an_argument_without_an_option_is_not_shown(String argument) {
        assertThat(UnknownArguments.words(List.of(argument)))
                .isEqualTo("there is no such argument (not shown, because it may be a key)");
    }
}
