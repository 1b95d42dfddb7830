package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.LaneSchedule.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneScheduleTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long MINUTE = 60 * SECOND;

    @Test
    void a_second_has_as_many_lanes_as_its_rate() {
        LaneSchedule schedule = LaneSchedule.perSecond(3);

        assertThat(List.of(takes(schedule, 0), takes(schedule, 0), takes(schedule, 0), takes(schedule, 0)))
                .containsExactly(true, true, true, false);
    }

    @Test
    void a_minute_has_its_requests_and_its_tokens() {
        LaneSchedule ofRequests = LaneSchedule.perMinute(2, 1000);
        LaneSchedule ofTokens = LaneSchedule.perMinute(1000, 100);

        assertThat(List.of(takes(ofRequests, 1), takes(ofRequests, 1), takes(ofRequests, 1)))
                .containsExactly(true, true, false);
        assertThat(List.of(takes(ofTokens, 60), takes(ofTokens, 41), takes(ofTokens, 40)))
                .containsExactly(true, false, true);
    }

    @Test
    void tokens_are_free_a_minute_after_the_answer() {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane lane = taken(schedule, 100);
        schedule.sent(lane, SECOND);
        schedule.answered(lane, SECOND + 50 * MILLI);

        schedule.freeCooled(SECOND + 50 * MILLI + MINUTE - 1);
        assertThat(takes(schedule, 1)).isFalse();
        schedule.freeCooled(SECOND + 50 * MILLI + MINUTE);
        assertThat(takes(schedule, 100)).isTrue();
    }

    @Test
    void what_an_attempt_has_used_counts_in_place_of_what_was_thought() {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane less = taken(schedule, 50);
        Lane more = taken(schedule, 50);
        schedule.used(less, 10);
        schedule.used(more, 70);

        assertThat(takes(schedule, 21)).isFalse();
        assertThat(takes(schedule, 20)).isTrue();
    }

    @Test
    void who_has_used_more_than_there_is_keeps_the_others_waiting() {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane lane = taken(schedule, 1);
        schedule.used(lane, 5000);
        schedule.answered(lane, 0);

        schedule.freeCooled(MINUTE - 1);
        assertThat(takes(schedule, 0)).isFalse();
        schedule.freeCooled(MINUTE);
        assertThat(takes(schedule, 100)).isTrue();
    }

    @Test
    void what_was_not_sent_gives_its_tokens_back_at_once() {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane lane = taken(schedule, 100);
        schedule.unused(lane, 5);

        schedule.freeCooled(5);

        assertThat(takes(schedule, 100)).isTrue();
    }

    @Test
    void what_was_abandoned_stays_booked_as_long_as_it_may_still_arrive() {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane lane = taken(schedule, 100);
        schedule.abandoned(lane, 0);

        schedule.freeCooled(MINUTE + 100 * MILLI - 1);
        assertThat(takes(schedule, 1)).isFalse();
        schedule.freeCooled(MINUTE + 100 * MILLI);
        assertThat(takes(schedule, 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 1_000_000, Long.MAX_VALUE})
    void who_needs_more_than_a_minute_has_goes_alone(long tokens) {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane small = taken(schedule, 1);
        assertThat(takes(schedule, tokens)).isFalse();
        schedule.answered(small, 0);
        schedule.freeCooled(MINUTE);

        Lane large = taken(schedule, tokens);

        assertThat(takes(schedule, 1)).isFalse();
        assertThat(takes(schedule, 0)).isFalse();
        schedule.answered(large, MINUTE);
        schedule.freeCooled(2 * MINUTE);
        assertThat(takes(schedule, 1)).isTrue();
    }

    @Test
    void without_a_limit_of_tokens_none_are_counted() {
        LaneSchedule schedule = LaneSchedule.perMinute(10, Long.MAX_VALUE);
        for (int i = 0; i < 10; i++) {
            schedule.used(taken(schedule, Long.MAX_VALUE), Long.MAX_VALUE);
        }

        assertThat(takes(schedule, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 5, requests", "-1, 5, requests", "5, 0, tokens", "5, -1, tokens"})
    void a_limit_below_one_is_refused(long requests, long tokens, String setting) {
        assertThatThrownBy(() -> RateLimiters.perMinute(requests, tokens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting);
    }

    @Test
    void whoever_finds_a_lane_free_does_not_wait() {
        LaneSchedule schedule = LaneSchedule.perSecond(2);
        taken(schedule, 0);

        assertThat(schedule.leastWait(lane(schedule, 0), 0, 0)).isZero();
        assertThat(schedule.leastWait(lane(schedule, 0), 1, 0)).isEqualTo(SECOND);
        assertThat(schedule.leastWait(lane(schedule, 0), 2, 0)).isEqualTo(SECOND);
        assertThat(schedule.leastWait(lane(schedule, 0), 3, 0)).isEqualTo(2 * SECOND);
    }

    @Test
    void a_lane_under_way_is_free_a_period_from_now_at_the_earliest_and_a_cooling_one_when_it_is() {
        LaneSchedule schedule = LaneSchedule.perSecond(3);
        Lane answered = taken(schedule, 0);
        Lane sent = taken(schedule, 0);
        taken(schedule, 0);
        schedule.answered(answered, 100);
        schedule.sent(sent, 200);

        long now = 600 * MILLI;
        assertThat(schedule.leastWait(lane(schedule, 0), 0, now)).isEqualTo(SECOND + 100 - now);
        assertThat(schedule.leastWait(lane(schedule, 0), 1, now)).isEqualTo(SECOND + 100 * MILLI + 200 - now);
        assertThat(schedule.leastWait(lane(schedule, 0), 2, now)).isEqualTo(SECOND);
        assertThat(schedule.leastWait(lane(schedule, 0), 3, now)).isEqualTo(2 * SECOND + 100 - now);
    }

    @Test
    void only_tokens_that_are_known_to_be_used_have_to_be_waited_for() {
        LaneSchedule schedule = LaneSchedule.perMinute(1000, 100);
        Lane first = taken(schedule, 60);
        Lane second = taken(schedule, 40);

        assertThat(schedule.leastWait(lane(schedule, 100), 0, 0)).isZero();
        schedule.used(first, 50);
        schedule.answered(first, SECOND);
        assertThat(schedule.leastWait(lane(schedule, 50), 0, SECOND)).isZero();
        assertThat(schedule.leastWait(lane(schedule, 51), 0, SECOND)).isEqualTo(MINUTE);
        schedule.answered(second, 5 * SECOND);
        assertThat(schedule.leastWait(lane(schedule, 11), 0, 6 * SECOND)).isEqualTo(55 * SECOND);
        assertThat(schedule.leastWait(lane(schedule, 61), 0, 6 * SECOND)).isEqualTo(59 * SECOND);
        assertThat(schedule.leastWait(lane(schedule, 5000), 0, 6 * SECOND)).isEqualTo(59 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-9, 20, 1e9, Double.MAX_VALUE})
    void no_bound_overflows(double rate) {
        LaneSchedule schedule = LaneSchedule.perSecond(rate);
        taken(schedule, 0);

        for (long ahead : new long[] {0, 1, 1_000_000, Long.MAX_VALUE - 1}) {
            long leastWait = schedule.leastWait(lane(schedule, 0), ahead, Long.MAX_VALUE / 8);
            assertThat(leastWait).isBetween(0L, schedule.mostOfLeastWait(ahead));
        }
    }

    @Test
    void nobody_gets_a_permit_before_the_least_wait_is_over() {
        for (int seed = 0; seed < 500; seed++) {
            Run run = new Run(seed);
            run.steps(300);
        }
    }

    @Test
    void the_least_wait_is_the_wait_where_all_that_is_under_way_is_answered_at_once() {
        int waited = 0;
        for (int seed = 0; seed < 500; seed++) {
            Run run = new Run(seed).withoutLimitOfTokens().withoutMargins();
            run.steps(new Random(seed).nextInt(60));
            long leastWait = run.leastWait(0);
            waited += leastWait > 0 ? 1 : 0;

            assertThat(run.waitWithEverythingAnswered()).as("seed %s", seed).isEqualTo(leastWait);
        }
        assertThat(waited).isGreaterThan(100);
    }

    private static Lane lane(LaneSchedule schedule, long tokens) {
        return schedule.lane(Demand.builder().tokens(tokens).build());
    }

    private static boolean takes(LaneSchedule schedule, long tokens) {
        return schedule.takes(lane(schedule, tokens));
    }

    private static Lane taken(LaneSchedule schedule, long tokens) {
        Lane lane = lane(schedule, tokens);
        assertThat(schedule.takes(lane)).isTrue();
        return lane;
    }

    /** Attempts that come and end by chance; none gives up, and none is unused. */
    private static final class Run {

        private static final long PERIOD = 1000;
        private static final long BUDGET = 100;

        private final Random random;
        private final long lanes;
        private final Deque<Waiting> line = new ArrayDeque<>();
        private final List<Lane> underWay = new ArrayList<>();
        private LaneSchedule schedule;
        private boolean margins = true;
        private long now;

        private record Waiting(Lane lane, long since, long leastWait) {}

        Run(int seed) {
            this.random = new Random(seed);
            this.lanes = 1L + random.nextInt(5);
            this.schedule = new LaneSchedule(lanes, PERIOD, BUDGET);
        }

        Run withoutLimitOfTokens() {
            schedule = new LaneSchedule(lanes, PERIOD, Long.MAX_VALUE);
            return this;
        }

        Run withoutMargins() {
            margins = false;
            return this;
        }

        void steps(int steps) {
            for (int i = 0; i < steps; i++) {
                now += random.nextInt(200);
                grant();
                switch (random.nextInt(3)) {
                    case 0 -> ask(random.nextInt(60));
                    case 1 -> hear();
                    default -> end();
                }
                grant();
            }
        }

        long leastWait(long tokens) {
            return schedule.leastWait(lane(schedule, tokens), line.size(), now);
        }

        long waitWithEverythingAnswered() {
            long asked = now;
            Lane last = lane(schedule, 0);
            line.add(new Waiting(last, now, 0));
            grant();
            while (!line.isEmpty()) {
                underWay.forEach(lane -> schedule.answered(lane, now));
                underWay.clear();
                now = Math.max(now, schedule.nextFree());
                grant();
            }
            return now - asked;
        }

        private void ask(long tokens) {
            line.add(new Waiting(lane(schedule, tokens), now, leastWait(tokens)));
        }

        private void hear() {
            if (underWay.isEmpty()) {
                return;
            }
            Lane lane = underWay.get(random.nextInt(underWay.size()));
            if (random.nextBoolean()) {
                schedule.used(lane, random.nextInt(80));
            } else if (margins) {
                schedule.sent(lane, now);
            }
            if (margins && random.nextInt(10) == 0) {
                schedule.rejected(now);
            }
        }

        private void end() {
            if (underWay.isEmpty()) {
                return;
            }
            Lane lane = underWay.remove(random.nextInt(underWay.size()));
            if (margins && random.nextInt(4) == 0) {
                schedule.abandoned(lane, now);
            } else {
                schedule.answered(lane, now);
            }
        }

        private void grant() {
            schedule.freeCooled(now);
            while (!line.isEmpty() && schedule.takes(line.peek().lane())) {
                Waiting granted = line.remove();
                underWay.add(granted.lane());
                assertThat(now - granted.since()).isGreaterThanOrEqualTo(granted.leastWait());
            }
        }
    }
}
