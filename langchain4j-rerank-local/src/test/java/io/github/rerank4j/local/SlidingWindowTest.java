package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private long now;

    @Test
    void no_second_has_more_than_the_limit_wherever_it_begins() {
        SlidingWindow window = new SlidingWindow(2, () -> now);

        assertThat(admitted(window, 0)).isTrue();
        assertThat(admitted(window, 900)).isTrue();
        assertThat(admitted(window, 999)).isFalse();
        assertThat(admitted(window, 1_000)).isTrue();
        assertThat(admitted(window, 1_100)).isFalse();
        assertThat(admitted(window, 1_900)).isTrue();
        assertThat(window.rejected()).isEqualTo(2);
    }

    private boolean admitted(SlidingWindow window, long atMillis) {
        now = Duration.ofMillis(atMillis).toNanos();
        return window.admits();
    }
}
