package io.github.rerank4j.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InputStreamSlowMultibyteRead") // one at a time is what is tested
class ConfirmationTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private boolean confirmed(InputStream in) {
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                in,
                true,
                name -> "");
        return Confirmation.of(terminal, "Ask?");
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\n", "yes\n", "YES\r\n", "  yes \n", "y"})
    void only_yes_is_yes(String text) {
        assertThat(confirmed(typed(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "n\n", "no\n", "yes please\n", "yy\n", "\u0131\n", "\u00ff\n", "\ny\n"})
    void all_else_is_no(String text) {
        assertThat(confirmed(typed(text))).isFalse();
    }

    @Test
    void a_line_without_end_is_no_and_fills_no_memory() {
        InputStream endless = new InputStream() {
            private int left = 10_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 'y' : -1;
            }
        };

        assertThat(confirmed(endless)).isFalse();
    }

    @Test
    void an_input_that_breaks_while_it_is_read_is_no() {
        InputStream broken = new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read++ == 0) {
                    return 'y';
                }
                throw new InterruptedIOException("ended");
            }
        };

        assertThat(confirmed(broken)).isFalse();
    }

    @Test
    void the_question_is_seen_before_the_answer_is_read_and_is_no_result() {
        InputStream looking = new InputStream() {
            @Override
            public int read() {
                assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Ask? [y/N] ");
                return -1;
            }
        };

        assertThat(confirmed(looking)).isFalse();
        assertThat(out.size()).isZero();
    }

    @Test
    void no_more_than_the_line_is_read() throws IOException {
        InputStream in = typed("y\nnext");

        assertThat(confirmed(in)).isTrue();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("next");
    }
}
