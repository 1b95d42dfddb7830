package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.redis.Simulation.Jvm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No window over the limit, and nobody stuck, whatever goes wrong and when. */
class SimulationTest {

    private static final int LIMIT = 5;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void stalls_keep_nobody_from_the_limit(int seed) {
        Simulation simulation = new Simulation(Limit.perSecond(LIMIT), OnUnavailable.FAIL, seed);
        List<Jvm> jvms = List.of(simulation.start(4), simulation.start(4), simulation.start(4));

        simulation.run(Duration.ofSeconds(60));
        assertThat(simulation.most()).isLessThanOrEqualTo(LIMIT);
        assertThat(simulation.served).isGreaterThan(200);
        assertThat(jvms).allSatisfy(jvm -> assertThat(jvm.order).isSorted());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void calls_and_answers_that_are_lost_or_late_break_no_limit(int seed) {
        Simulation simulation = new Simulation(Limit.perSecond(LIMIT), OnUnavailable.FAIL, seed);
        List<Jvm> jvms = List.of(simulation.start(4), simulation.start(4), simulation.start(4));
        simulation.answersLost = 3;
        simulation.callsLost = 3;
        simulation.answersLate = 5;

        simulation.run(Duration.ofSeconds(60));
        assertThat(simulation.most()).isLessThanOrEqualTo(LIMIT);
        assertThatNobodyIsStuck(simulation, jvms);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void a_state_that_is_lost_or_evicted_in_part_breaks_no_limit(int seed) {
        Simulation simulation = new Simulation(Limit.perSecond(LIMIT), OnUnavailable.FAIL, seed);
        List<Jvm> jvms = List.of(simulation.start(4), simulation.start(4), simulation.start(4));
        for (int i = 0; i < 15; i++) {
            simulation.run(Duration.ofMillis(simulation.millis(500, 6000)));
            if (simulation.chance(40)) {
                simulation.forgetState();
            } else {
                simulation.evict((int) simulation.millis(0, 5));
            }
        }
        assertThat(simulation.most()).isLessThanOrEqualTo(LIMIT);
        assertThatNobodyIsStuck(simulation, jvms);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void jvms_that_pause_or_die_break_no_limit_and_their_permits_come_back(int seed) {
        Simulation simulation = new Simulation(Limit.perSecond(LIMIT), OnUnavailable.FAIL, seed);
        Jvm first = simulation.start(4);
        Jvm second = simulation.start(4);
        Jvm third = simulation.start(4);
        for (int i = 0; i < 20; i++) {
            simulation.run(Duration.ofMillis(simulation.millis(500, 3000)));
            (simulation.chance(50) ? first : second).pause(simulation.millis(50, 2000));
            if (i == 8) {
                third.kill();
            }
            if (i == 12) {
                third = simulation.start(4);
            }
        }
        assertThat(simulation.most()).isLessThanOrEqualTo(LIMIT);
        assertThatNobodyIsStuck(simulation, List.of(first, second, third));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void all_jvms_on_their_shares_and_back_break_no_limit(int seed) {
        Simulation simulation = new Simulation(Limit.perSecond(LIMIT), OnUnavailable.LOCAL_SHARE, seed);
        List<Jvm> jvms = List.of(simulation.start(4), simulation.start(4), simulation.start(4));
        for (int i = 0; i < 5; i++) {
            simulation.run(Duration.ofMillis(simulation.millis(2000, 9000)));
            simulation.redisAway = true;
            simulation.run(Duration.ofMillis(simulation.millis(500, 9000)));
            simulation.redisAway = false;
            if (simulation.chance(50)) {
                simulation.forgetState();
            }
        }
        assertThat(simulation.most()).isLessThanOrEqualTo(LIMIT);
        assertThatNobodyIsStuck(simulation, jvms);
    }

    private static void assertThatNobodyIsStuck(Simulation simulation, List<Jvm> jvms) {
        simulation.answersLost = 0;
        simulation.callsLost = 0;
        simulation.answersLate = 0;
        jvms.forEach(Jvm::stop);
        simulation.run(Duration.ofSeconds(20));
        assertThat(jvms).allSatisfy(jvm -> assertThat(jvm.waiting).isZero());
    }
}
