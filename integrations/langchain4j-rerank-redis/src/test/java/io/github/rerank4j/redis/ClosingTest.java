package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a limiter still says when it is closed. */
class ClosingTest {

    private static final Demand ONE = Demand.builder().build();

    private final SilentRedis redis = new SilentRedis();
    private final SilentLink link = redis.link;
    private final CallLoop loop = redis.loop(Limit.perSecond(20), OnUnavailable.FAIL, 1);

    @Test
    void what_is_asked_for_at_the_end_goes_back_behind_the_question() {
        CompletableFuture<Permit> asked = loop.acquire(ONE);

        loop.close();

        assertThat(asked).isCompletedExceptionally();
        assertThat(link.words).hasSize(2);
        assertThat(link.words.get(0)).containsSubsequence("ask", "jvm:1");
        assertThat(link.words.get(1)).containsSubsequence("free", "jvm:1").doesNotContain("ask");
        assertThat(link.closed).isFalse();
        redis.pass(Duration.ofMillis(100));
        assertThat(link.closed).isTrue();
    }

    @Test
    void what_happened_during_a_call_is_told_at_the_end_and_what_that_call_said_once_more() {
        Permit sent = given(1);
        Permit unused = given(2);
        sent.sent();
        sent.answered();
        redis.pass(Duration.ofMillis(100));
        unused.unused();
        int before = link.words.size();

        loop.close();

        assertThat(link.words).hasSize(before + 1);
        assertThat(link.words.get(before)).containsSubsequence("cool", "jvm:1").containsSubsequence("free", "jvm:2");
    }

    @Test
    void who_has_asked_and_waits_leaves_the_line_of_all_jvms() {
        loop.acquire(ONE);
        link.calls.get(0).complete(List.of("epoch", "20", "0", 1L, "1000000", 0L, 0L, "0"));

        loop.close();

        assertThat(link.words).hasSize(2);
        assertThat(link.words.get(1)).doesNotContain("ask");
    }

    @Test
    void who_has_nothing_to_say_says_nothing() {
        loop.close();

        assertThat(link.words).isEmpty();
        assertThat(link.closed).isTrue();
    }

    private Permit given(int number) {
        CompletableFuture<Permit> asked = loop.acquire(ONE);
        link.calls.get(number - 1).complete(List.of("epoch", "1", "0", 1L, "-1", 1L, 0L));
        return asked.join();
    }
}
