package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireBodyTest {

    private final WireBody body = new WireBody(List.of(utf8("one, "), utf8(""), utf8("two")));

    @Test
    void its_pieces_are_one_body() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        body.writeTo(written);

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("one, two");
        assertThat(body.bytes()).isEqualTo(written.toByteArray());
        assertThat(body.length()).isEqualTo(8);
    }

    @Test
    void what_is_done_to_a_copy_does_not_reach_it() {
        body.bytes()[0] = 'X';

        assertThat(body.bytes()).isEqualTo(utf8("one, two"));
    }

    @Test
    void no_content_shows() {
        assertThat(body).hasToString("WireBody[bytes=8]");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
