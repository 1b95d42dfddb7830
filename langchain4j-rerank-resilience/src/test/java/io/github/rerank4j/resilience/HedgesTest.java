package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgesTest {

    private static final Duration AFTER = Duration.ofMillis(400);

    @Test
    void at_most_one_call_in_ten_gets_company() {
        Hedges hedges = new Hedges(AFTER);
        int taken = 0;
        for (int call = 1; call <= 1_000; call++) {
            hedges.call();
            taken += hedges.take(call) ? 1 : 0;
            assertThat(taken).isLessThanOrEqualTo(call / 10);
        }
        assertThat(taken).isEqualTo(100);
    }

    @Test
    void what_a_quiet_time_has_saved_has_an_end() {
        Hedges hedges = new Hedges(AFTER);
        calls(hedges, 10_000);

        int taken = 0;
        while (hedges.take(0)) {
            taken++;
        }

        assertThat(taken).isEqualTo(10);
    }

    @Test
    void a_service_that_asks_for_less_gets_less() {
        Hedges hedges = new Hedges(AFTER);
        calls(hedges, 100);

        hedges.pause(0, Duration.ofSeconds(5));
        hedges.pause(0, Duration.ZERO);

        assertThat(hedges.take(Duration.ofSeconds(5).toNanos() - 1)).isFalse();
        assertThat(hedges.take(Duration.ofSeconds(5).toNanos())).isTrue();
    }

    @Test
    void a_refusal_without_a_time_counts_for_a_second() {
        Hedges hedges = new Hedges(AFTER);
        calls(hedges, 100);

        hedges.pause(0, Duration.ZERO);

        assertThat(hedges.take(Duration.ofSeconds(1).toNanos() - 1)).isFalse();
        assertThat(hedges.take(Duration.ofSeconds(1).toNanos())).isTrue();
    }

    private static void calls(Hedges hedges, int number) {
        for (int i = 0; i < number; i++) {
            hedges.call();
        }
    }
}
