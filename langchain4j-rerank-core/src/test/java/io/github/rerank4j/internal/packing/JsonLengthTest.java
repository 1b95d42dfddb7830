package io.github.rerank4j.internal.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLengthTest {

    private static final int EMPTY = written("");

    @Test
    void every_character_takes_what_it_takes_in_a_body() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = String.valueOf((char) c);
            assertThat(JsonLength.of(text)).as("U+%04X", c).isEqualTo(written(text) - EMPTY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void any_text_takes_what_it_takes_in_a_body_with_halves_of_pairs_too(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append((char) (random.nextBoolean() ? 0xD7F0 + random.nextInt(0x0820) : random.nextInt(0x80)));
        }

        assertThat(JsonLength.of(text.toString())).isEqualTo(written(text.toString()) - EMPTY);
    }

    private static int written(String text) {
        return Json.write(json -> Json.text(json, "text", text)).length();
    }
}
