package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script knows, what it forgets, and what JVMs tell it again. */
class StateTest {

    private static final Demand ONE = Demand.builder().build();
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void what_a_minute_has_seen_is_told_again_when_the_state_is_lost() {
        HandDriven redis = new HandDriven(Limit.perMinute(3, 100));
        RateLimiter limiter = redis.readyJvm("jvm");
        for (int i = 0; i < 3; i++) {
            limiter.acquire(ONE).join().answered();
        }
        redis.passSlowly(SECOND);
        redis.lose("state", "lanes", "tokens");

        CompletableFuture<Permit> next = limiter.acquire(ONE);
        redis.passSlowly(Duration.ofSeconds(55));
        assertThat(next).isNotDone();
        redis.passSlowly(Duration.ofSeconds(10));

        assertThat(next).isCompleted();
    }

    @Test
    void tokens_of_a_minute_are_told_again_by_who_has_not_used_them() {
        HandDriven redis = new HandDriven(Limit.perMinute(30, 100));
        RateLimiter one = redis.readyJvm("one");
        RateLimiter other = redis.jvm("other");
        one.acquire(Demand.builder().tokens(80).build()).join().answered();
        redis.passSlowly(SECOND);
        other.acquire(ONE).join().unused();
        redis.passSlowly(SECOND);
        redis.kill("one");
        redis.lose("state", "lanes", "tokens");

        CompletableFuture<Permit> next =
                other.acquire(Demand.builder().tokens(30).build());
        redis.passSlowly(Duration.ofSeconds(50));
        assertThat(next).isNotDone();
        redis.passSlowly(Duration.ofSeconds(15));

        assertThat(next).isCompleted();
    }

    @Test
    void what_was_given_and_not_sent_stays_given_when_the_state_is_lost() {
        HandDriven redis = new HandDriven(Limit.perSecond(1));
        RateLimiter one = redis.readyJvm("one");
        RateLimiter other = redis.jvm("other");
        Permit held = one.acquire(ONE).join();
        redis.lose("state", "lanes");

        CompletableFuture<Permit> next = other.acquire(ONE);
        redis.passSlowly(Duration.ofSeconds(60));
        assertThat(next).isNotDone();
        held.unused();
        redis.passSlowly(Duration.ofSeconds(2));

        assertThat(next).isCompleted();
    }

    @Test
    void what_a_dead_jvm_had_comes_back_after_six_seconds() {
        HandDriven redis = new HandDriven(Limit.perSecond(1));
        RateLimiter one = redis.readyJvm("one");
        RateLimiter other = redis.jvm("other");
        one.acquire(ONE).join();
        redis.kill("one");

        CompletableFuture<Permit> next = other.acquire(ONE);
        redis.passSlowly(Duration.ofMillis(5_900));
        assertThat(next).isNotDone();
        redis.passSlowly(Duration.ofMillis(1_200));

        assertThat(next).isCompleted();
    }

    @Test
    void the_end_of_a_permit_that_the_state_does_not_know_changes_nothing() {
        HandDriven redis = new HandDriven(Limit.perSecond(2));
        RateLimiter limiter = redis.readyJvm("jvm");
        List<Permit> held =
                List.of(limiter.acquire(ONE).join(), limiter.acquire(ONE).join());
        held.get(0).sent();
        redis.lose("state", "lanes");

        held.get(0).answered();
        held.get(1).unused();
        redis.passSlowly(Duration.ofSeconds(4));

        assertThat(limiter.acquire(ONE)).isCompleted();
        assertThat(limiter.acquire(ONE)).isCompleted();
        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "lanes", "tokens"})
    void a_part_that_is_evicted_makes_a_state_new(String part) {
        HandDriven redis = new HandDriven(Limit.perMinute(5, 100));
        RateLimiter limiter = redis.readyJvm("jvm");
        limiter.acquire(ONE).join();
        redis.lose(part);

        CompletableFuture<Permit> next = limiter.acquire(ONE);
        redis.passSlowly(Duration.ofSeconds(61));
        assertThat(next).isNotDone();
        redis.passSlowly(Duration.ofSeconds(4));

        assertThat(next).isCompleted();
    }

    @Test
    void a_minute_that_was_used_by_who_is_dead_is_waited_for_by_a_new_jvm_when_the_state_is_lost() {
        HandDriven redis = new HandDriven(Limit.perMinute(3, 100));
        RateLimiter dead = redis.readyJvm("dead");
        for (int i = 0; i < 3; i++) {
            dead.acquire(ONE).join().answered();
        }
        redis.passSlowly(SECOND);
        redis.kill("dead");
        redis.lose("state", "lanes", "tokens", "jvms", "line", "needs");

        CompletableFuture<Permit> next = redis.jvm("new").acquire(ONE);
        redis.passSlowly(Duration.ofSeconds(58));
        assertThat(next).isNotDone();
        redis.passSlowly(Duration.ofSeconds(5));

        assertThat(next).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(ints = {-120_000, -2_000, -500})
    void a_clock_that_is_set_back_keeps_nobody_waiting_and_breaks_no_limit(int millis) {
        HandDriven redis = new HandDriven(Limit.perSecond(2));
        RateLimiter limiter = redis.readyJvm("jvm");
        Permit held = limiter.acquire(ONE).join();
        limiter.acquire(ONE).join().answered();
        redis.clock = Duration.ofMillis(millis);

        CompletableFuture<Permit> next = limiter.acquire(ONE);
        CompletableFuture<Permit> last = limiter.acquire(ONE);
        redis.passSlowly(Duration.ofMillis(900));
        assertThat(next).isNotDone();
        redis.passSlowly(Duration.ofSeconds(4));

        assertThat(next).isCompleted();
        assertThat(last).as("one is held").isNotDone();
        held.unused();
        redis.passSlowly(SECOND);
        assertThat(last).isCompleted();
    }

    @Test
    void a_rejection_widens_the_margin_for_all_jvms_for_half_a_minute() {
        HandDriven redis = new HandDriven(Limit.perSecond(1));
        RateLimiter one = redis.readyJvm("one");
        RateLimiter other = redis.jvm("other");
        Permit refused = one.acquire(ONE).join();
        refused.sent();
        refused.rejected();
        refused.answered();
        redis.passSlowly(Duration.ofMillis(1_150));
        other.acquire(ONE).join().answered();

        CompletableFuture<Permit> next = other.acquire(ONE);
        redis.pass(Duration.ofMillis(1_050));
        assertThat(next).isNotDone();
        redis.pass(Duration.ofMillis(100));

        assertThat(next).isCompleted();
    }

    @Test
    void jvms_take_turns_and_a_permit_costs_few_calls() {
        HandDriven redis = new HandDriven(Limit.perSecond(3));
        Map<String, Integer> served = new HashMap<>();
        List<RateLimiter> jvms = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            RateLimiter limiter = jvms.isEmpty() ? redis.readyJvm(name) : redis.jvm(name);
            jvms.add(limiter);
            for (int i = 0; i < 100; i++) {
                limiter.acquire(ONE).thenAccept(permit -> {
                    served.merge(name, 1, Integer::sum);
                    permit.sent();
                    permit.answered();
                });
            }
        }
        redis.calls = 0;

        redis.passSlowly(Duration.ofSeconds(40));

        int all = served.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all).isBetween(90, 125);
        assertThat(served.values()).allSatisfy(each -> assertThat(each).isGreaterThan(all / 5));
        assertThat(redis.calls).isLessThan(3 * all);
    }

    @Test
    void tokens_are_settled_for_other_jvms_too() {
        HandDriven redis = new HandDriven(Limit.perMinute(30, 100));
        RateLimiter one = redis.readyJvm("one");
        RateLimiter other = redis.jvm("other");
        Permit large = one.acquire(Demand.builder().tokens(100).build()).join();
        CompletableFuture<Permit> next =
                other.acquire(Demand.builder().tokens(50).build());
        redis.passSlowly(SECOND);
        assertThat(next).isNotDone();

        large.used(new TokenUsage(40, 0, 40));
        large.answered();
        redis.passSlowly(Duration.ofSeconds(2));

        assertThat(next).isCompleted();
    }

    @Test
    void limits_that_differ_do_not_meet() {
        Limit slow = Limit.perSecond(1);
        Limit fast = Limit.perSecond(2);

        assertThat(new Keys("account", slow).all()).doesNotContain(new Keys("account", fast).all());
        assertThat(new Keys("}", slow).all()[0]).startsWith("rerank4j:{1/1000000:");
    }

    @Test
    void shares_are_rounded_down_and_stretched() {
        assertThat(taken(Limit.perSecond(20).share(3))).isEqualTo(6);
        assertThat(taken(Limit.perSecond(2).share(8))).isEqualTo(1);
        assertThat(taken(Limit.perMinute(100, 1000).share(10))).isEqualTo(10);
        assertThat(taken(Limit.perMinute(3, 1000).share(10))).isEqualTo(1);
        assertThat(taken(Limit.perSecond(2.5).share(2))).isEqualTo(1);
    }

    private static int taken(RateLimiter limiter) {
        int taken = 0;
        while (limiter.acquire(ONE).isDone()) {
            taken++;
        }
        return taken;
    }
}
