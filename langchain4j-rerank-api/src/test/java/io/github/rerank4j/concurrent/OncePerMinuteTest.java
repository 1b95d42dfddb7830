package io.github.rerank4j.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OncePerMinuteTest {

    private long now = Long.MAX_VALUE - 5;

    @Test
    void the_first_passes_and_then_one_a_minute() {
        OncePerMinute once = new OncePerMinute(() -> now);

        assertThat(once.passes()).isTrue();
        assertThat(once.passes()).isFalse();
        now += Duration.ofSeconds(60).toNanos() - 1;
        assertThat(once.passes()).isFalse();
        now++;
        assertThat(once.passes()).isTrue();
        assertThat(once.passes()).isFalse();
    }

    @Test
    void by_the_machines_clock_the_first_passes_too() {
        assertThat(new OncePerMinute().passes()).isTrue();
    }

    @Test
    void five_pass_and_then_one_a_minute_where_five_may() {
        OncePerMinute once = new OncePerMinute(() -> now, 5);
        assertThat(passing(once)).isEqualTo(5);

        now += Duration.ofSeconds(59).toNanos();
        assertThat(passing(once)).isZero();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(passing(once)).isEqualTo(1);
        now += Duration.ofSeconds(90).toNanos();
        assertThat(passing(once)).isEqualTo(1);
        now += Duration.ofSeconds(30).toNanos();
        assertThat(passing(once)).isEqualTo(1);
    }

    @Test
    void a_quiet_time_saves_no_more_than_five() {
        OncePerMinute once = new OncePerMinute(() -> now, 5);
        now += Duration.ofDays(3).toNanos();

        assertThat(passing(once)).isEqualTo(5);
    }

    private static int passing(OncePerMinute once) {
        int passed = 0;
        while (once.passes()) {
            passed++;
        }
        return passed;
    }
}
