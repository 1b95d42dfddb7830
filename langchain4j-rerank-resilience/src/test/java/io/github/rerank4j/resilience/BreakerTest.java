package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.resilience.Breaker.Pass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final long REST = Duration.ofSeconds(30).toNanos();

    private final Breaker breaker = new Breaker(3, Duration.ofSeconds(30));

    @Test
    void it_rests_after_failures_in_a_row() {
        assertThat(failed(Pass.USUAL, 0, "a")).isFalse();
        assertThat(failed(Pass.USUAL, 1, "b")).isFalse();
        assertThat(breaker.enter(2)).isEqualTo(Pass.USUAL);
        assertThat(failed(Pass.USUAL, 3, "c")).isTrue();

        assertThat(breaker.enter(4)).isNull();
        assertThat(breaker.letsIn(4)).isFalse();
        assertThat(breaker.rest(4)).hasValueSatisfying(rest -> {
            assertThat(rest.nanos()).isEqualTo(REST - 1);
            assertThat(rest.reason()).isEqualTo("3 failures in a row, the last: c");
        });
    }

    @Test
    void a_success_clears_the_failures_and_does_not_end_a_rest_that_has_begun() {
        failed(Pass.USUAL, 0, "a");
        failed(Pass.USUAL, 0, "a");
        assertThat(breaker.succeeded(Pass.USUAL)).isFalse();
        failed(Pass.USUAL, 0, "a");
        failed(Pass.USUAL, 0, "a");
        assertThat(breaker.enter(1)).isEqualTo(Pass.USUAL);

        failed(Pass.USUAL, 1, "a");
        assertThat(breaker.enter(2)).isNull();
        assertThat(breaker.succeeded(Pass.USUAL))
                .as("of a call that began before")
                .isFalse();
        assertThat(breaker.enter(3)).isNull();
    }

    @Test
    void when_the_rest_is_over_one_call_finds_out() {
        rest();

        assertThat(breaker.enter(REST - 1)).isNull();
        assertThat(breaker.letsIn(REST)).isTrue();
        assertThat(breaker.enter(REST)).isEqualTo(Pass.PROBE);
        assertThat(breaker.enter(REST)).isNull();
        assertThat(breaker.letsIn(REST)).isFalse();
        assertThat(breaker.rest(REST))
                .hasValueSatisfying(rest -> assertThat(rest.nanos()).isZero());

        assertThat(breaker.succeeded(Pass.PROBE)).isTrue();
        assertThat(breaker.enter(REST)).isEqualTo(Pass.USUAL);
        assertThat(breaker.rest(REST)).isEmpty();
    }

    @Test
    void a_probe_that_fails_begins_another_rest() {
        rest();
        breaker.enter(REST);

        assertThat(failed(Pass.PROBE, REST, "still down")).isTrue();

        assertThat(breaker.enter(2 * REST - 1)).isNull();
        assertThat(breaker.rest(REST))
                .hasValueSatisfying(rest -> assertThat(rest.reason()).isEqualTo("still down"));
        assertThat(breaker.enter(2 * REST)).isEqualTo(Pass.PROBE);
    }

    @Test
    void a_probe_that_shows_nothing_leaves_its_place_to_the_next() {
        rest();
        breaker.enter(REST);

        breaker.left(Pass.USUAL);
        assertThat(breaker.enter(REST)).isNull();
        breaker.left(Pass.PROBE);

        assertThat(breaker.enter(REST)).isEqualTo(Pass.PROBE);
    }

    @Test
    void calls_from_before_the_rest_neither_prolong_it_nor_end_the_probe() {
        rest();
        assertThat(failed(Pass.USUAL, REST - 1, "late")).isFalse();
        assertThat(breaker.enter(REST)).isEqualTo(Pass.PROBE);

        assertThat(failed(Pass.USUAL, REST, "later")).isFalse();

        assertThat(breaker.enter(REST)).isNull();
    }

    @Test
    void one_that_asks_to_wait_rests_at_once() {
        assertThat(breaker.askedToWait(Pass.USUAL, 0, Duration.ofMinutes(2), "429"))
                .isTrue();

        assertThat(breaker.enter(Duration.ofMinutes(2).toNanos() - 1)).isNull();
        assertThat(breaker.enter(Duration.ofMinutes(2).toNanos())).isEqualTo(Pass.PROBE);
    }

    @Test
    void one_that_asks_to_wait_longer_while_it_rests_rests_longer() {
        rest();

        assertThat(breaker.askedToWait(Pass.USUAL, 0, Duration.ofSeconds(10), "429"))
                .isFalse();
        assertThat(breaker.askedToWait(Pass.USUAL, 0, Duration.ofSeconds(90), "429"))
                .isTrue();

        assertThat(breaker.enter(Duration.ofSeconds(90).toNanos() - 1)).isNull();
        assertThat(breaker.enter(Duration.ofSeconds(90).toNanos())).isEqualTo(Pass.PROBE);
    }

    @Test
    void zero_failures_mean_never() {
        Breaker never = new Breaker(0, Duration.ofSeconds(30));
        for (int i = 0; i < 100; i++) {
            assertThat(never.failed(Pass.USUAL, i, i, new IllegalStateException("a"), "a"))
                    .isFalse();
        }
        assertThat(never.askedToWait(Pass.USUAL, 0, Duration.ofMinutes(2), "429"))
                .isFalse();

        assertThat(never.enter(0)).isEqualTo(Pass.USUAL);
    }

    @Test
    void calls_that_fail_by_one_failure_count_once() {
        RuntimeException one = new RuntimeException("a");
        RuntimeException other = new RuntimeException("b");
        for (int i = 0; i < 100; i++) {
            assertThat(breaker.failed(Pass.USUAL, 0, 1 + i, one, "a")).isFalse();
            assertThat(breaker.failed(Pass.USUAL, 0, 1 + i, other, "b")).isFalse();
        }

        assertThat(failed(Pass.USUAL, 200, "c")).isTrue();
    }

    @Test
    void one_exception_that_is_thrown_again_is_another_failure() {
        RuntimeException same = new RuntimeException("a");

        assertThat(breaker.failed(Pass.USUAL, 0, 1, same, "a")).isFalse();
        assertThat(breaker.failed(Pass.USUAL, 2, 3, same, "a")).isFalse();
        assertThat(breaker.failed(Pass.USUAL, 4, 5, same, "a")).isTrue();
    }

    @Test
    void a_probe_that_fails_by_a_failure_that_was_counted_begins_another_rest() {
        RuntimeException same = new RuntimeException("a");
        breaker.failed(Pass.USUAL, 0, 1, same, "a");
        rest();
        breaker.enter(REST);

        assertThat(breaker.failed(Pass.PROBE, 0, REST, same, "a")).isTrue();
    }

    private boolean failed(Pass pass, long at, String why) {
        return breaker.failed(pass, at, at, new RuntimeException(why), why);
    }

    private void rest() {
        for (int i = 0; i < 3; i++) {
            failed(Pass.USUAL, 0, "a");
        }
    }
}
