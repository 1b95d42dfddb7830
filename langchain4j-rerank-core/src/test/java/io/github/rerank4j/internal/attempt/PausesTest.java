package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PausesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);
    private final Pauses pauses = new Pauses(timers);

    @Test
    void a_wish_holds_until_its_time_is_over() {
        pauses.remember("m", Duration.ofSeconds(5), 429);

        pass(Duration.ofMillis(4_999));
        assertThat(pauses.of("m")).isNotNull();
        pass(Duration.ofMillis(1));
        assertThat(pauses.of("m")).isNull();
    }

    @Test
    void a_model_without_a_name_is_a_model_too() {
        pauses.remember(null, Duration.ofSeconds(5), 429);

        assertThat(pauses.of(null)).isNotNull();
        assertThat(pauses.of("m")).isNull();
    }

    @Test
    void however_long_the_service_asks_it_is_tried_again_after_a_minute() {
        pauses.remember("m", Duration.ofSeconds(1_000_000_000), 503);

        pass(Duration.ofSeconds(59));
        assertThat(pauses.of("m")).isNotNull();
        assertThat(pauses.of("m").asked()).isEqualTo(Duration.ofSeconds(1_000_000_000));
        pass(Duration.ofSeconds(1));
        assertThat(pauses.of("m")).isNull();
    }

    @Test
    void a_shorter_wish_does_not_end_a_longer_one() {
        pauses.remember("m", Duration.ofSeconds(20), 429);
        pauses.remember("m", Duration.ofSeconds(1), 429);

        pass(Duration.ofSeconds(10));

        assertThat(pauses.of("m")).isNotNull();
    }

    @Test
    void a_wish_for_no_time_is_none() {
        pauses.remember("m", Duration.ZERO, 429);

        assertThat(pauses.of("m")).isNull();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
