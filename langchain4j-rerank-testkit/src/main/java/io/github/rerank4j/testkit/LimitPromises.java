package io.github.rerank4j.testkit;

import static io.github.rerank4j.testkit.Permits.ONE;
import static io.github.rerank4j.testkit.Permits.end;
import static io.github.rerank4j.testkit.Permits.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts are as many as the limit allows, and no permit is lost. */
interface LimitPromises extends LimiterCase {

    @Test
    default void as_many_permits_are_there_at_once_as_a_period_allows() {
        RateLimiter limiter = limiter();

        taken(limiter, permits());

        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    default void no_window_of_a_period_sees_more_than_it_allows(int seed) {
        Traffic traffic = traffic(new Random(seed));

        assertThat(traffic.mostArrivalsInOnePeriod()).isLessThanOrEqualTo(permits());
    }

    @Test
    default void a_permit_is_there_again_a_period_after_its_attempt_was_answered_and_not_before() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(permit -> {
            permit.sent();
            permit.answered();
        });
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        pass(period().minusNanos(1));
        assertThat(next).isNotDone();
        pass(period());

        assertThat(next).isCompleted();
    }

    @Test
    default void what_is_unused_is_there_for_the_next_at_once() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        taken.get(0).unused();
        pass(Duration.ZERO);

        assertThat(next).isCompleted();
        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @Test
    default void what_is_abandoned_may_still_arrive_and_is_counted() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(Permit::abandoned);
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        pass(period().minusNanos(1));
        assertThat(next).isNotDone();
        letAllPass();

        assertThat(next).isCompleted();
    }

    @Test
    default void what_is_rejected_is_counted_and_comes_back() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(permit -> {
            permit.sent();
            permit.rejected();
            permit.answered();
        });
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        pass(period().minusNanos(1));
        assertThat(next).isNotDone();
        letAllPass();

        assertThat(next).isCompleted();
    }

    @Test
    default void what_is_sent_twice_is_one_attempt_and_under_way_until_it_cannot_arrive_any_more() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        taken.forEach(Permit::sent);
        pass(period().dividedBy(2));
        taken.forEach(Permit::sent);
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        pass(period().minusNanos(1));
        assertThat(next).isNotDone();
        letAllPass();
        taken.forEach(Permit::answered);
        letAllPass();

        assertThat(next).isCompleted();
        next.join().unused();
        assertThatAllPermitsAreThere(limiter);
    }

    @Test
    default void what_was_used_is_no_request_more_or_less() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(permit -> permit.used(new TokenUsage(0, 0, 0)));

        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    default void all_permits_are_there_again_however_attempts_have_ended(int seed) {
        RateLimiter limiter = limiter();
        Random random = new Random(seed);
        for (int i = 0; i < permits() * 4; i++) {
            CompletableFuture<Permit> asked = limiter.acquire(ONE);
            asked.thenAccept(permit -> end(permit, random.nextInt(6)));
            if (random.nextInt(4) == 0) {
                asked.cancel(false);
            }
            pass(period().dividedBy(permits()));
        }

        letAllPass();

        assertThatAllPermitsAreThere(limiter);
    }
}
