package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pause of this JVM looks like an outage of Redis, whose answer waits to be read. */
class StoppedJvmTest {

    private static final Demand ONE = Demand.builder().build();

    private final SilentRedis redis = new SilentRedis();
    private final SilentLink link = redis.link;
    private final List<CompletableFuture<List<Object>>> calls = link.calls;

    @ParameterizedTest
    @ValueSource(ints = {150, 1_000, 1_700})
    void a_pause_is_no_outage(int millis) {
        CompletableFuture<Permit> asked = loop().acquire(ONE);

        pass(millis);
        pass(100);
        assertThat(asked).isNotDone();
        calls.get(0).complete(List.of("epoch", "1", "0", 1L, "-1", 1L, 0L));

        assertThat(asked).isCompleted();
        assertThat(calls).hasSize(1);
        assertThat(link.reconnects).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_850, 2_500, 4_000, 9_000})
    void what_is_answered_before_a_longer_pause_goes_back_and_is_asked_for_again(int millis) {
        CompletableFuture<Permit> asked = loop().acquire(ONE);

        pass(millis);
        pass(100);
        calls.get(0).complete(List.of("epoch", "1", "0", 1L, "-1", 1L, 0L));
        assertThat(asked).isNotDone();
        assertThat(link.words.get(1)).containsSubsequence("free", "jvm:1").doesNotContain("ask");
        calls.get(1).complete(List.of("epoch", "0", "0", 1L, "-1", 0L, 0L));
        assertThat(link.words.get(2)).containsSubsequence("ask", "jvm:1");
        calls.get(2).complete(List.of("epoch", "1", "0", 1L, "-1", 1L, 0L));

        assertThat(asked).isCompleted();
        assertThat(link.reconnects).isZero();
    }

    @Test
    void a_permit_that_is_answered_late_is_renewed_two_seconds_after_it_was_asked_for() {
        loop().acquire(ONE);
        passSlowly(1_500);
        calls.get(0).complete(List.of("epoch", "1", "0", 1L, "-1", 1L, 0L));

        passSlowly(490);
        assertThat(calls).hasSize(1);
        passSlowly(20);

        assertThat(calls).hasSize(2);
    }

    @Test
    void no_answer_is_an_outage_after_the_caution_and_a_lost_way_after_five_seconds() {
        CallLoop loop = loop();
        CompletableFuture<Permit> asked = loop.acquire(ONE);

        passSlowly(2_390);
        assertThat(asked).isNotDone();
        passSlowly(20);
        assertThat(asked).as("of this JVM's share").isCompleted();
        passSlowly(2_600);

        assertThat(link.reconnects).isOne();
        assertThat(loop.acquire(ONE)).as("the share goes on").isCompleted();
    }

    @Test
    void a_late_answer_in_an_outage_ends_it_and_what_it_gives_goes_back() {
        CallLoop loop = loop();
        for (int i = 0; i < 21; i++) {
            loop.acquire(ONE);
        }
        CompletableFuture<Permit> last = loop.acquire(ONE);
        passSlowly(3_000);
        assertThat(last).isNotDone();

        calls.get(0).complete(List.of("epoch", "1", "0", 1L, "-1", 22L, 0L));
        assertThat(last).isNotDone();
        assertThat(calls).as("a call that gives it back").hasSize(2);
        calls.get(1).complete(List.of("epoch", "0", "0", 1L, "-1", 0L, 0L));
        passSlowly(2_390);
        assertThat(last).isNotDone();
    }

    private CallLoop loop() {
        return redis.loop(Limit.perSecond(20), OnUnavailable.LOCAL_SHARE, 1);
    }

    private void pass(long millis) {
        redis.pass(Duration.ofMillis(millis));
    }

    private void passSlowly(long millis) {
        redis.pass(Duration.ofMillis(millis), Duration.ofMillis(10));
    }
}
