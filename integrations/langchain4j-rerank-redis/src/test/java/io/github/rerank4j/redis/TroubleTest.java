package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Redis is blamed for a call that is out of time when it was Redis that the call waited for. */
class TroubleTest {

    private final SilentRedis redis = new SilentRedis();
    private final SilentLink link = redis.link;
    private final CallLoop loop = redis.loop(Limit.perSecond(20), OnUnavailable.FAIL, 1);

    @Test
    void a_slow_redis_is_not_blamed_before_it_has_been_silent_for_a_tenth_of_a_second() {
        ask(Duration.ofSeconds(1));

        pause(6);
        assertThat(loop.trouble()).isNull();
        pause(94);
        assertThat(loop.trouble()).isNull();
        pause(1);

        assertThat(loop.trouble()).contains("no usable answer from Redis at here for 101 ms");
    }

    @Test
    void a_slow_redis_is_not_blamed_after_its_answer() {
        ask(Duration.ofSeconds(1));
        pause(99);
        link.calls.get(0).complete(List.of("epoch", "20", "0", 1L, "1000000", 0L, 0L, "0"));

        assertThat(loop.trouble()).isNull();
    }

    @Test
    void a_missing_connection_is_told_at_once() {
        link.connected = false;
        ask(Duration.ofSeconds(1));

        pause(5);
        assertThat(loop.trouble()).isNull();
        pause(1);

        assertThat(loop.trouble()).contains("no usable answer from Redis at here for 6 ms");
    }

    @Test
    void a_call_that_had_less_time_than_a_silence_is_told_that_it_waited_for_redis() {
        ask(Duration.ofMillis(99));

        pause(78);
        assertThat(loop.trouble()).isNull();
        pause(21);

        assertThat(loop.trouble()).contains("no usable answer from Redis at here for 99 ms");
    }

    @Test
    void a_call_that_had_less_time_and_is_gone_is_no_reason_for_others() {
        ask(Duration.ofSeconds(1));
        CompletableFuture<Permit> brief = ask(Duration.ofMillis(50));

        pause(50);
        assertThat(loop.trouble()).isNotNull();
        brief.cancel(false);

        assertThat(loop.trouble()).isNull();
    }

    @Test
    void what_came_with_a_command_that_a_server_does_not_know_is_shown_nowhere() {
        CompletableFuture<Permit> asked = ask(Duration.ofSeconds(1));
        link.calls
                .get(0)
                .completeExceptionally(new RedisCommandExecutionException(
                        "ERR unknown command 'HELLO', with args beginning with: '3' 'AUTH' 'user' 'tops3cret' "));
        redis.pass(Duration.ofSeconds(1));

        StringWriter trace = new StringWriter();
        catchThrowable(asked::join).printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString())
                .contains("(ERR unknown command 'HELLO')")
                .doesNotContain("tops3cret", "args beginning");
        assertThat(loop.trouble()).doesNotContain("tops3cret");
    }

    @Test
    void callers_that_come_and_go_cost_a_redis_that_has_nothing_no_call_each() {
        ask(Duration.ofMillis(50));
        link.calls.get(0).complete(List.of("epoch", "20", "0", 1L, "900000", 0L, 0L, "900000"));
        int before = link.calls.size();

        for (int i = 0; i < 19; i++) {
            assertThat(ask(Duration.ofMillis(50))).isCompletedExceptionally();
            pause(1);
        }
        assertThat(link.calls).hasSize(before);
        pause(2);
        ask(Duration.ofMillis(50));

        assertThat(link.calls).hasSize(before + 1);
    }

    private CompletableFuture<Permit> ask(Duration patience) {
        return loop.acquire(Demand.builder().patience(patience).build());
    }

    /** No timer runs, so that nothing but the question itself notices the silence. */
    private void pause(long millis) {
        redis.pause(Duration.ofMillis(millis));
    }
}
