package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.WireReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Backoff backoff = new Backoff(Clock.fixed(NOW, ZoneOffset.UTC), () -> 1.0);

    @ParameterizedTest
    @CsvSource({
        "4,        4000",
        "' 4 ',    4000",
        "0,        0",
        "0.25,     250",
        "1.5,      1500",
        "007,      7000",
        "86400,    86400000",
        "999999999, 999999999000"
    })
    void seconds_are_waited_as_asked(String header, long millis) {
        assertThat(backoff.asked(reply(Map.of("Retry-After", header)))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"th-TH-u-nu-thai", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR", "de-DE", "ja-JP-u-ca-japanese"
            })
    void seconds_and_dates_mean_the_same_in_every_locale(String tag) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertThat(backoff.asked(reply(Map.of("Retry-After", "1.5")))).isEqualTo(Duration.ofMillis(1500));
            assertThat(backoff.asked(reply(Map.of("Retry-After", "Fri, 20 Nov 2026 12:00:07 GMT"))))
                    .isEqualTo(Duration.ofSeconds(7));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_date_is_waited_for_by_the_services_own_clock() {
        WireReply reply = reply(Map.of(
                "Retry-After", "Sat, 01 Jan 2000 00:00:30 GMT",
                "Date", "Sat, 01 Jan 2000 00:00:20 GMT"));

        assertThat(backoff.asked(reply)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_date_without_the_services_clock_is_waited_for_by_ours() {
        WireReply reply = reply(Map.of("Retry-After", "Fri, 20 Nov 2026 12:01:00 GMT"));

        assertThat(backoff.asked(reply)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_services_clock_that_makes_no_sense_is_not_asked() {
        WireReply reply = reply(Map.of("Retry-After", "Fri, 20 Nov 2026 12:01:00 GMT", "Date", "yesterday"));

        assertThat(backoff.asked(reply)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_date_that_has_passed_means_no_wait() {
        WireReply reply = reply(Map.of("Retry-After", "Fri, 20 Nov 2026 11:00:00 GMT"));

        assertThat(backoff.asked(reply)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-0.5",
                "+4",
                "4s",
                "4 s",
                "1e3",
                "NaN",
                "Infinity",
                "soon",
                "4,5",
                ".5",
                "5.",
                "0x10",
                "４",
                "٤",
                "Mon, 20 Nov 2026 12:01:00 GMT",
                "Fri, 31 Nov 2026 12:01:00 GMT"
            })
    void what_makes_no_sense_is_as_if_it_were_not_there(String header) {
        assertThat(backoff.asked(reply(Map.of("Retry-After", header)))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999", "99999999999999999999999", "9999999999.5"})
    void an_absurdly_long_wait_is_asked_for_all_the_same(String header) {
        assertThat(backoff.asked(reply(Map.of("Retry-After", header)))).isGreaterThan(Duration.ofDays(36_500));
    }

    @Test
    void nothing_asked_is_nothing_to_wait_for() {
        assertThat(backoff.asked(reply(Map.of()))).isNull();
    }

    @Test
    void each_failure_doubles_the_step_from_half_a_second() {
        assertThat(backoff.before(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.before(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.before(3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.before(4)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void the_step_stops_growing() {
        assertThat(backoff.before(64)).isEqualTo(backoff.before(1000)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void jitter_takes_off_up_to_half_of_the_step() {
        Backoff lowest = new Backoff(Clock.systemUTC(), () -> 0.0);
        Backoff middle = new Backoff(Clock.systemUTC(), () -> 0.5);

        assertThat(lowest.before(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(middle.before(1)).isEqualTo(Duration.ofMillis(375));
    }

    @SuppressWarnings("NullAway") // javac 17 does not read from class files that a header may be null
    private static WireReply reply(Map<String, String> headers) {
        Map<String, @Nullable String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return new WireReply(429, anyCase::get, new byte[0]);
    }
}
