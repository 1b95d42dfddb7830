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
}
