package io.github.rerank4j.testkit;

import static io.github.rerank4j.testkit.Permits.ONE;
import static io.github.rerank4j.testkit.Permits.end;
import static io.github.rerank4j.testkit.Permits.leastWait;
import static io.github.rerank4j.testkit.Permits.patience;
import static io.github.rerank4j.testkit.Permits.refusal;
import static io.github.rerank4j.testkit.Permits.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can have a permit in time is not refused, and who is refused hears a true least wait. */
interface PatiencePromises extends LimiterCase {

    /** Somebody who waits. */
    record Waiting(CompletableFuture<Permit> permit, Duration notBefore) {}

    @Test
    default void whoever_can_have_a_permit_at_once_needs_no_patience() {
        RateLimiter limiter = limiter();

        for (int i = 0; i < permits(); i++) {
            assertThat(limiter.acquire(patience(Duration.ZERO))).isCompleted();
        }
    }

    @Test
    default void whoever_has_the_patience_is_not_refused() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(Permit::answered);
        List<CompletableFuture<Permit>> asked = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < permits(); i++) {
                asked.add(limiter.acquire(patience(period().multipliedBy(round))));
            }
        }
        asked.forEach(permit -> permit.thenAccept(Permit::answered));

        letAllPass();

        assertThat(asked).allSatisfy(permit -> assertThat(permit).isCompleted());
    }

    @Test
    default void who_cannot_have_a_permit_in_time_fails_at_once_if_the_limiter_knows_and_takes_nothing() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(Permit::answered);
        pass(period().dividedBy(2));

        for (int i = 0; i < permits(); i++) {
            CompletableFuture<Permit> tooLate = limiter.acquire(patience(period().dividedBy(4)));
            if (failsEarly()) {
                assertThat(refusal(tooLate).leastWait()).isBetween(period().dividedBy(4), period().dividedBy(2));
            } else {
                assertThat(tooLate.cancel(false)).isTrue();
            }
        }

        letAllPass();
        assertThatAllPermitsAreThere(limiter);
    }

    @Test
    default void those_who_are_before_it_count() {
        RateLimiter limiter = limiter();
        taken(limiter, permits());
        IntStream.range(0, 2 * permits()).forEach(i -> limiter.acquire(ONE));

        CompletableFuture<Permit> tooLate = limiter.acquire(patience(period().multipliedBy(2)));

        if (failsEarly()) {
            assertThat(refusal(tooLate).leastWait()).isBetween(period().multipliedBy(2), period().multipliedBy(3));
        } else {
            assertThat(tooLate).isNotDone();
        }
    }

    @Test
    default void those_who_have_given_up_do_not_count() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(Permit::answered);
        List<CompletableFuture<Permit>> impatient = IntStream.range(0, 3 * permits())
                .mapToObj(i -> limiter.acquire(ONE))
                .toList();
        impatient.forEach(permit -> permit.cancel(false));

        CompletableFuture<Permit> patient = limiter.acquire(patience(period()));

        assertThat(patient).isNotDone();
        letAllPass();
        assertThat(patient).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    default void nobody_could_have_had_a_permit_before_the_least_wait_was_over(int seed) {
        RateLimiter limiter = limiter();
        Random random = new Random(seed);
        List<Waiting> waiting = new ArrayList<>();
        Duration passed = Duration.ZERO;
        for (int i = 0; i < permits() * 10; i++) {
            Duration leastWait = leastWait(limiter);
            CompletableFuture<Permit> asked = limiter.acquire(ONE);
            asked.thenAccept(permit -> end(permit, random.nextInt(4)));
            waiting.add(new Waiting(asked, passed.plus(leastWait)));
            Duration step =
                    period().multipliedBy(random.nextInt(Traffic.STEPS)).dividedBy((long) Traffic.STEPS * permits());
            pass(step);
            passed = passed.plus(step);
            for (Waiting each : waiting) {
                assertThat(each.permit().isDone() && each.notBefore().compareTo(passed) > 0)
                        .as("a permit before %s", each.notBefore())
                        .isFalse();
            }
        }
    }
}
