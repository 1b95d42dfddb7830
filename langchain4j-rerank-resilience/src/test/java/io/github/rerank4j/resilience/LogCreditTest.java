package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogCreditTest {

    private long now = -7;
    private final LogCredit credit = new LogCredit(() -> now);

    @Test
    void five_lines_pass_and_then_one_a_minute() {
        assertThat(passing()).isEqualTo(5);

        now += Duration.ofSeconds(59).toNanos();
        assertThat(passing()).isZero();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(passing()).isEqualTo(1);
        now += Duration.ofSeconds(90).toNanos();
        assertThat(passing()).isEqualTo(1);
        now += Duration.ofSeconds(30).toNanos();
        assertThat(passing()).isEqualTo(1);
    }

    @Test
    void a_quiet_time_saves_no_more_than_five() {
        now += Duration.ofDays(3).toNanos();

        assertThat(passing()).isEqualTo(5);
    }

    private int passing() {
        int passed = 0;
        while (credit.passes()) {
            passed++;
        }
        return passed;
    }
}
