package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Redis is blamed for a call that is out of time when it was Redis that the call waited for. */
class TroubleTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Timers timers = new Timers(nanos::get, Runnable::run, null, Duration.ZERO);
    private final SilentLink link = new SilentLink();
    private final Limit limit = Limit.perSecond(20);
    private final CallLoop loop = new CallLoop(
            new CallLoop.Account(limit, "channel", "jvm"),
            timers,
            Runnable::run,
            new Outage.Choice(OnUnavailable.FAIL, 1, limit::share, LoggerFactory.getLogger("test")),
            told -> link);

    @Test
    void a_slow_redis_is_not_blamed_before_it_has_been_silent_for_a_tenth_of_a_second() {
        ask(Duration.ofSeconds(1));

        pass(6);
        assertThat(loop.trouble()).isNull();
        pass(94);
        assertThat(loop.trouble()).isNull();
        pass(1);

        assertThat(loop.trouble()).contains("no usable answer from Redis at here for 101 ms");
    }

    @Test
    void a_slow_redis_is_not_blamed_after_its_answer() {
        ask(Duration.ofSeconds(1));
        pass(99);
        link.calls.get(0).complete(List.of("epoch", "20", "0", 1L, "1000000", 0L, 0L, "0"));

        assertThat(loop.trouble()).isNull();
    }

    @Test
    void a_missing_connection_is_told_at_once() {
        link.connected = false;
        ask(Duration.ofSeconds(1));

        pass(5);
        assertThat(loop.trouble()).isNull();
        pass(1);

        assertThat(loop.trouble()).contains("no usable answer from Redis at here for 6 ms");
    }

    @Test
    void a_call_that_had_less_time_than_a_silence_is_told_that_it_waited_for_redis() {
        ask(Duration.ofMillis(99));

        pass(78);
        assertThat(loop.trouble()).isNull();
        pass(21);

        assertThat(loop.trouble()).contains("no usable answer from Redis at here for 99 ms");
    }

    @Test
    void a_call_that_had_less_time_and_is_gone_is_no_reason_for_others() {
        ask(Duration.ofSeconds(1));
        CompletableFuture<Permit> brief = ask(Duration.ofMillis(50));

        pass(50);
        assertThat(loop.trouble()).isNotNull();
        brief.cancel(false);

        assertThat(loop.trouble()).isNull();
    }

    private CompletableFuture<Permit> ask(Duration patience) {
        return loop.acquire(Demand.builder().patience(patience).build());
    }

    /** No timer runs, so that nothing but the question itself notices the silence. */
    private void pass(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }
}
