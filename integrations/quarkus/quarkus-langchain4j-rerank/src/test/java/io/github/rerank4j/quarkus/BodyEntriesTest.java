package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.generic.GenericRerankProvider;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BodyEntriesTest {

    @Test
    void numbers_and_booleans_are_what_they_look_like() {
        assertThat(meant("true")).isEqualTo(true);
        assertThat(meant("12")).isEqualTo(BigInteger.valueOf(12));
        assertThat(meant("-0.5")).isEqualTo(new BigDecimal("-0.5"));
    }

    @Test
    void everything_else_is_a_string() {
        assertThat(meant("yes")).isEqualTo("yes");
        assertThat(meant("007")).isEqualTo("007");
        assertThat(meant("1e3")).isEqualTo("1e3");
        assertThat(meant("\"")).isEqualTo("\"");
    }

    @Test
    void quotes_make_a_string_of_a_number() {
        assertThat(meant("\"12\"")).isEqualTo("12");
    }

    private static Object meant(String configured) {
        Map<?, ?> entries = (Map<?, ?>)
                new GenericRerankProvider().setting("input").orElseThrow().readEntries(Map.of("entry", configured));
        return Objects.requireNonNull(entries.get("entry"));
    }
}
