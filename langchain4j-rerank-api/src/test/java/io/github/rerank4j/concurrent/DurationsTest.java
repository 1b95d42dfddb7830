package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void durations_are_told_in_seconds_where_they_are_whole() {
        assertThat(Durations.readable(Duration.ofSeconds(60))).isEqualTo("60 s");
        assertThat(Durations.readable(Duration.ofMillis(250))).isEqualTo("250 ms");
        assertThat(Durations.readable(Duration.ofMillis(1500))).isEqualTo("1.5 s");
        assertThat(Durations.readable(Duration.ofMinutes(2))).isEqualTo("120 s");
        assertThat(Durations.readable(Duration.ZERO)).isEqualTo("0 s");
    }

    @Test
    void a_duration_of_any_length_has_nanoseconds_that_can_be_added() {
        assertThat(Durations.saturatedNanos(Duration.ofMillis(3))).isEqualTo(3_000_000);
        assertThat(Durations.saturatedNanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(Durations.saturatedNanos(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(-Long.MAX_VALUE / 2);
        assertThat(Durations.readable(Duration.ofSeconds(Long.MIN_VALUE)))
                .startsWith("-")
                .endsWith(" s");
        assertThat(Durations.readable(Duration.ofMillis(-1500))).isEqualTo("-1.5 s");
    }

    @Test
    void the_sum_of_two_durations_is_cut_as_they_are() {
        long most = Long.MAX_VALUE / 2;

        assertThat(Durations.saturatedSum(2, 3)).isEqualTo(5);
        assertThat(Durations.saturatedSum(most, 1)).isEqualTo(most);
        assertThat(Durations.saturatedSum(most, most)).isEqualTo(most);
    }
}
