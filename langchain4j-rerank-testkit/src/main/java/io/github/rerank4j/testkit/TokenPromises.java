package io.github.rerank4j.testkit;

import static io.github.rerank4j.testkit.Permits.granted;
import static io.github.rerank4j.testkit.Permits.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are counted as they were used. */
interface TokenPromises extends LimiterCase {

    /** How many tokens it allows in a period; at least 20. */
    long tokens();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    default void no_window_of_a_period_sees_more_tokens_than_it_allows(int seed) {
        Traffic traffic = traffic(new Random(seed));

        assertThat(traffic.mostTokensInOnePeriod()).isLessThanOrEqualTo(tokens());
    }

    @Test
    default void tokens_that_were_not_used_are_there_for_others() {
        long most = tokens();
        RateLimiter limiter = limiter();
        Permit first = granted(limiter.acquire(Permits.tokens(most)));
        CompletableFuture<Permit> second = limiter.acquire(Demand.builder()
                .tokens(most - 1)
                .patience(period().dividedBy(2))
                .build());
        assertThat(second).as("the first may still turn out to need less").isNotDone();

        first.used(new TokenUsage(1, 0, 1));
        first.answered();
        pass(Duration.ZERO);

        assertThat(second).isCompleted();
        assertThat(limiter.acquire(Permits.tokens(1))).isNotDone();
    }

    @Test
    default void tokens_that_nobody_had_thought_of_keep_others_waiting() {
        long most = tokens();
        RateLimiter limiter = limiter();
        Permit first = granted(limiter.acquire(Permits.tokens(1)));
        first.used(new TokenUsage((int) most, 0, (int) most));
        first.answered();

        CompletableFuture<Permit> second = limiter.acquire(Permits.tokens(1));

        assertThat(second).isNotDone();
        letAllPass();
        assertThat(second).isCompleted();
    }

    @Test
    default void
            tokens_of_what_was_not_sent_are_there_at_once_and_of_what_was_abandoned_when_it_cannot_arrive_any_more() {
        long most = tokens();
        RateLimiter limiter = limiter();
        granted(limiter.acquire(Permits.tokens(most))).unused();
        Permit second = granted(limiter.acquire(Permits.tokens(most)));
        second.abandoned();
        CompletableFuture<Permit> third = limiter.acquire(Permits.tokens(1));

        pass(period().minusNanos(1));
        assertThat(third).isNotDone();
        letAllPass();

        assertThat(third).isCompleted();
    }

    @Test
    default void who_needs_more_tokens_than_there_are_goes_alone_and_in_its_turn() {
        long most = tokens();
        RateLimiter limiter = limiter();
        Permit first = granted(limiter.acquire(Permits.tokens(1)));
        CompletableFuture<Permit> large = limiter.acquire(Permits.tokens(10 * most));
        CompletableFuture<Permit> small = limiter.acquire(Permits.tokens(1));
        assertThat(large).isNotDone();
        assertThat(small).isNotDone();

        first.answered();
        pass(period().multipliedBy(2));
        assertThat(large).isCompleted();
        assertThat(small).isNotDone();
        large.join().answered();
        pass(period().multipliedBy(2));

        assertThat(small).isCompleted();
    }

    @Test
    default void tokens_that_are_known_to_be_used_count_for_the_least_wait() {
        long most = tokens();
        RateLimiter limiter = limiter();
        Permit first = granted(limiter.acquire(Permits.tokens(most)));
        first.used(new TokenUsage((int) most, 0, (int) most));
        first.answered();

        CompletableFuture<Permit> tooLate = limiter.acquire(
                Demand.builder().tokens(1).patience(period().dividedBy(2)).build());

        if (failsEarly()) {
            assertThat(refusal(tooLate).leastWait()).isBetween(period().dividedBy(2), period());
        } else {
            assertThat(tooLate).isNotDone();
        }
    }
}
