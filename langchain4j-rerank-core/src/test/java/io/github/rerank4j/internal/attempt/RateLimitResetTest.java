package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitResetTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1s, 1000",
        "6m0s, 360000",
        "120ms, 120",
        "1m2.5s, 62500",
        "2h3m4s, 7384000",
        "1d, 86400000",
        "24, 24000",
        "0.5, 500",
        "0, 0",
        "1795176030, 30000",
        "1795176030000, 30000",
        "1795175000, 0"
    })
    void a_reset_is_a_duration_a_number_of_seconds_or_a_moment(String reset, long millis) {
        assertThat(in(Map.of("x-ratelimit-reset", reset))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "5x", "s", "Tue Feb 16 2027 09:02:42 GMT+0100", "1e9", "1s1m"})
    void what_makes_no_sense_is_as_if_it_were_not_there(String reset) {
        assertThat(in(Map.of("x-ratelimit-reset", reset))).isNull();
    }

    @Test
    void of_requests_and_tokens_the_one_counts_that_is_used_up() {
        assertThat(in(Map.of(
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-reset-tokens", "6m0s")))
                .isEqualTo(Duration.ofMinutes(6));
        assertThat(in(Map.of(
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-remaining-tokens", "149984",
                        "x-ratelimit-reset-tokens", "6m0s")))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(in(Map.of("x-ratelimit-reset-requests", "1s", "x-ratelimit-reset-tokens", "6m0s")))
                .isNull();
    }

    @Test
    void a_limit_of_which_something_remains_says_nothing_about_the_refusal() {
        assertThat(in(Map.of("x-ratelimit-remaining", "3", "x-ratelimit-reset", "30")))
                .isNull();
    }

    @Test
    void the_draft_of_a_standard_has_names_without_x() {
        assertThat(in(Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "30")))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a header may be null
    private static @Nullable Duration in(Map<String, String> headers) {
        Map<String, @Nullable String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return RateLimitReset.in(new WireReply(429, anyCase::get, new byte[0]), NOW);
    }
}
