package io.github.rerank4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongArgumentsTest {

    private final Session session = new Session();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-4711",
                "--api-key sk-4711",
                "rerank --model jina --query q --api-key sk-4711",
                "rerank --model jina --query q --api-key=sk-4711",
                "rerank --model jina --query q --key hunter",
                "rerank --model jina --query q -k sk-4711",
                "rerank --model jina --query q -ksk-4711",
                "check --model jina -k=hunter",
                "check --model jina sk-4711",
                "check --model jina hunter",
                "check --model jina --sk-4711",
            })
    void a_key_that_is_given_as_an_argument_is_not_shown(String arguments) {
        assertThat(session.run(arguments.split(" "))).isEqualTo(2);

        assertThat(session.err()).hasLineCount(1);
        assertThat(session.out() + session.err()).doesNotContain("sk-4711", "hunter");
    }

    @Test
    void an_option_that_is_unknown_is_named_and_one_like_it_is_offered() {
        assertThat(session.run("check", "--modle", "jina", "--model", "jina")).isEqualTo(2);

        assertThat(session.err())
                .startsWith("rerank4j: there is no option \"--modle\"; ")
                .doesNotContain("jina");
    }

    @Test
    void a_command_that_is_mistyped_gets_the_one_that_may_be_meant() {
        assertThat(session.run("evalute")).isEqualTo(2);

        assertThat(session.err())
                .startsWith("rerank4j: there is no such argument (not shown, because it may be a key); did you mean ")
                .contains("evaluate");
    }
}
