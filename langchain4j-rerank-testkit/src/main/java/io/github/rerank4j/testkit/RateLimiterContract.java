package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.concurrent.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a rate limiter promises to the models that ask it, as tests: the test of a limiter extends this class and says
 * what it limits and how time passes. Time that moves by hand makes every case certain. Needs JUnit Jupiter and AssertJ
 * on the class path.
 *
 * <ul>
 *   <li>no window of one period sees more attempts than it allows, however unevenly they travel
 *   <li>first come, first served
 *   <li>no permit is lost, whether attempts are answered, refused, abandoned or given up, or those who wait cancel or
 *       fail
 *   <li>whoever can have a permit in time is not refused, and who is refused hears a true least wait
 *   <li>tokens, where it counts them, are those that were used
 * </ul>
 */
public abstract class RateLimiterContract {

    private static final Demand ONE = Demand.builder().build();
    private static final int SLICES = 1000;

    /** For subclasses. */
    protected RateLimiterContract() {}

    /** A new limiter, to which no attempt is known. */
    protected abstract RateLimiter limiter();

    /** How many attempts it allows in a period; above 0. */
    protected abstract int permits();

    /** The window it looks at. */
    protected abstract Duration period();

    /** Lets time pass, and runs what falls due meanwhile. */
    protected abstract void pass(Duration time);

    /** How many tokens it allows in a period, at least 20; empty where it does not count them. */
    protected OptionalLong tokens() {
        return OptionalLong.empty();
    }

    /** Whether it fails at once when it knows that no permit comes in time. Default true. */
    protected boolean failsEarly() {
        return true;
    }

    @Test
    void as_many_permits_are_there_at_once_as_a_period_allows() {
        RateLimiter limiter = limiter();

        taken(limiter, permits());

        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void no_window_of_a_period_sees_more_than_it_allows(int seed) {
        Traffic traffic = new Traffic(limiter(), period(), tokens(), new Random(seed));

        traffic.start(permits() * 10);
        for (int slices = 0; !traffic.isOver(); slices++) {
            assertThat(slices).as("periods that this took").isLessThan(60 * SLICES);
            pass(period().dividedBy(SLICES));
            traffic.step();
        }

        assertThat(traffic.mostArrivalsInOnePeriod()).isLessThanOrEqualTo(permits());
        tokens().ifPresent(most -> assertThat(traffic.mostTokensInOnePeriod()).isLessThanOrEqualTo(most));
    }

    @Test
    void a_permit_is_there_again_a_period_after_its_attempt_was_answered_and_not_before() {
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
    void first_come_is_first_served() {
        RateLimiter limiter = limiter();
        List<Integer> served = new ArrayList<>();
        int attempts = permits() * 5 + 1;
        for (int i = 0; i < attempts; i++) {
            int number = i;
            limiter.acquire(ONE).thenAccept(permit -> {
                served.add(number);
                permit.answered();
            });
        }

        letAllPass();

        assertThat(served).hasSize(attempts).isSorted();
    }

    @Test
    void cancelling_leaves_the_line_to_the_others() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        CompletableFuture<Permit> impatient = limiter.acquire(ONE);
        CompletableFuture<Permit> patient = limiter.acquire(ONE);

        impatient.cancel(false);
        taken.get(0).answered();
        letAllPass();

        assertThat(impatient).isCancelled();
        assertThat(patient).isCompleted();
    }

    @Test
    void a_permit_that_has_come_is_not_taken_back_by_cancelling() {
        RateLimiter limiter = limiter();
        List<CompletableFuture<Permit>> granted = IntStream.range(0, permits())
                .mapToObj(i -> limiter.acquire(ONE))
                .toList();

        granted.forEach(permit -> assertThat(permit.cancel(false)).isFalse());

        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @Test
    void who_ends_the_waiting_with_a_failure_loses_no_permit() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        limiter.acquire(ONE).completeExceptionally(new IllegalStateException("too late"));

        taken.forEach(Permit::answered);
        letAllPass();

        assertThatAllPermitsAreThere(limiter);
    }

    @Test
    void who_fails_when_a_permit_comes_takes_it_from_nobody() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        for (int i = 0; i < permits(); i++) {
            CompletableFuture<Permit> broken = limiter.acquire(ONE);
            broken.thenAccept(permit -> {
                throw new IllegalStateException("broken");
            });
            broken.thenAccept(Permit::answered);
        }
        CompletableFuture<Permit> whole = limiter.acquire(ONE);

        taken.forEach(Permit::answered);
        letAllPass();

        assertThat(whole).isCompleted();
    }

    @Test
    void what_is_unused_is_there_for_the_next_at_once() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        taken.get(0).unused();
        pass(Duration.ZERO);

        assertThat(next).isCompleted();
        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @Test
    void what_is_abandoned_may_still_arrive_and_is_counted() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(Permit::abandoned);
        CompletableFuture<Permit> next = limiter.acquire(ONE);

        pass(period().minusNanos(1));
        assertThat(next).isNotDone();
        letAllPass();

        assertThat(next).isCompleted();
    }

    @Test
    void what_is_rejected_is_counted_and_comes_back() {
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void all_permits_are_there_again_however_attempts_have_ended(int seed) {
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

    @Test
    void no_permit_is_lost_or_doubled_when_many_ask_and_give_up_at_once() throws InterruptedException {
        RateLimiter limiter = limiter();
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            threads.add(Way.start(() -> {
                for (int i = 0; i < 1000; i++) {
                    CompletableFuture<Permit> asked = limiter.acquire(ONE);
                    asked.thenAccept(permit -> {
                        most.accumulateAndGet(held.incrementAndGet(), Math::max);
                        held.decrementAndGet();
                        permit.unused();
                    });
                    if (random.nextBoolean()) {
                        asked.cancel(false);
                    }
                }
            }));
        }

        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(most).hasValueBetween(1, permits());
        letAllPass();
        assertThatAllPermitsAreThere(limiter);
    }

    @Test
    void whoever_can_have_a_permit_at_once_needs_no_patience() {
        RateLimiter limiter = limiter();

        for (int i = 0; i < permits(); i++) {
            assertThat(limiter.acquire(patience(Duration.ZERO))).isCompleted();
        }
    }

    @Test
    void whoever_has_the_patience_is_not_refused() {
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
    void who_cannot_have_a_permit_in_time_fails_at_once_and_is_not_in_the_line() {
        assumeThat(failsEarly()).isTrue();
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        taken.forEach(Permit::answered);
        pass(period().dividedBy(2));

        CompletableFuture<Permit> tooLate = limiter.acquire(patience(period().dividedBy(4)));
        CompletableFuture<Permit> next = limiter.acquire(patience(period()));

        assertThat(refusal(tooLate).leastWait()).isBetween(period().dividedBy(4), period().dividedBy(2));
        pass(period());
        assertThat(next).isCompleted();
    }

    @Test
    void those_who_are_before_it_count() {
        assumeThat(failsEarly()).isTrue();
        RateLimiter limiter = limiter();
        taken(limiter, permits());
        IntStream.range(0, 2 * permits()).forEach(i -> limiter.acquire(ONE));

        CompletableFuture<Permit> tooLate = limiter.acquire(patience(period().multipliedBy(2)));

        assertThat(refusal(tooLate).leastWait()).isBetween(period().multipliedBy(2), period().multipliedBy(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nobody_could_have_had_a_permit_before_the_least_wait_was_over(int seed) {
        RateLimiter limiter = limiter();
        Random random = new Random(seed);
        List<Waiting> waiting = new ArrayList<>();
        Duration passed = Duration.ZERO;
        for (int i = 0; i < permits() * 10; i++) {
            Duration leastWait = leastWait(limiter.acquire(patience(Duration.ZERO)));
            CompletableFuture<Permit> asked = limiter.acquire(ONE);
            asked.thenAccept(permit -> end(permit, random.nextInt(4)));
            waiting.add(new Waiting(asked, passed.plus(leastWait)));
            Duration step = period().multipliedBy(random.nextInt(SLICES)).dividedBy((long) SLICES * permits());
            pass(step);
            passed = passed.plus(step);
            for (Waiting each : waiting) {
                assertThat(each.permit().isDone() && each.notBefore().compareTo(passed) > 0)
                        .as("a permit before %s", each.notBefore())
                        .isFalse();
            }
        }
    }

    @Test
    void what_was_used_is_no_request_more_or_less() {
        RateLimiter limiter = limiter();
        taken(limiter, permits()).forEach(permit -> permit.used(new TokenUsage(0, 0, 0)));

        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @Test
    void tokens_that_were_not_used_are_there_for_others() {
        long most = countedTokens();
        RateLimiter limiter = limiter();
        Permit first = limiter.acquire(tokens(most)).join();
        CompletableFuture<Permit> second = limiter.acquire(tokens(most - 1));
        assertThat(second).isNotDone();

        first.used(new TokenUsage(1, 0, 1));
        first.answered();
        pass(Duration.ZERO);

        assertThat(second).isCompleted();
        assertThat(limiter.acquire(tokens(1))).isNotDone();
    }

    @Test
    void tokens_that_nobody_had_thought_of_keep_others_waiting() {
        long most = countedTokens();
        RateLimiter limiter = limiter();
        Permit first = limiter.acquire(tokens(1)).join();
        first.used(new TokenUsage((int) most, 0, (int) most));
        first.answered();

        CompletableFuture<Permit> second = limiter.acquire(tokens(1));

        assertThat(second).isNotDone();
        letAllPass();
        assertThat(second).isCompleted();
    }

    @Test
    void tokens_of_what_was_not_sent_are_there_at_once_and_of_what_was_abandoned_when_it_cannot_arrive_any_more() {
        long most = countedTokens();
        RateLimiter limiter = limiter();
        limiter.acquire(tokens(most)).join().unused();
        Permit second = limiter.acquire(tokens(most)).join();
        second.abandoned();
        CompletableFuture<Permit> third = limiter.acquire(tokens(1));

        pass(period().minusNanos(1));
        assertThat(third).isNotDone();
        letAllPass();

        assertThat(third).isCompleted();
    }

    @Test
    void who_needs_more_tokens_than_there_are_goes_alone_and_in_its_turn() {
        long most = countedTokens();
        RateLimiter limiter = limiter();
        Permit first = limiter.acquire(tokens(1)).join();
        CompletableFuture<Permit> large = limiter.acquire(tokens(10 * most));
        CompletableFuture<Permit> small = limiter.acquire(tokens(1));
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
    void tokens_that_are_known_to_be_used_count_for_the_least_wait() {
        assumeThat(failsEarly()).isTrue();
        long most = countedTokens();
        RateLimiter limiter = limiter();
        Permit first = limiter.acquire(tokens(most)).join();
        first.used(new TokenUsage((int) most, 0, (int) most));
        first.answered();

        CompletableFuture<Permit> tooLate = limiter.acquire(
                Demand.builder().tokens(1).patience(period().dividedBy(2)).build());

        assertThat(refusal(tooLate).leastWait()).isBetween(period().dividedBy(2), period());
    }

    private record Waiting(CompletableFuture<Permit> permit, Duration notBefore) {}

    private long countedTokens() {
        assumeThat(tokens()).isPresent();
        return tokens().orElseThrow();
    }

    /** More than enough for whatever this contract leaves behind. */
    private void letAllPass() {
        for (int i = 0; i < 80; i++) {
            pass(period().dividedBy(4));
        }
    }

    private void assertThatAllPermitsAreThere(RateLimiter limiter) {
        taken(limiter, permits());
        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    private static List<Permit> taken(RateLimiter limiter, int permits) {
        List<Permit> taken = new ArrayList<>();
        for (int i = 0; i < permits; i++) {
            CompletableFuture<Permit> permit = limiter.acquire(ONE);
            assertThat(permit).isCompleted();
            taken.add(permit.join());
        }
        return taken;
    }

    private static void end(Permit permit, int how) {
        switch (how) {
            case 0 -> permit.abandoned();
            case 1 -> {
                permit.sent();
                permit.rejected();
                permit.answered();
            }
            case 2 -> {
                permit.sent();
                permit.used(new TokenUsage(0, 0, 0));
                permit.answered();
            }
            case 3 -> permit.answered();
            default -> permit.unused();
        }
    }

    private static Demand patience(Duration patience) {
        return Demand.builder().patience(patience).build();
    }

    private static Demand tokens(long tokens) {
        return Demand.builder().tokens(tokens).build();
    }

    private static Duration leastWait(CompletableFuture<Permit> impatient) {
        if (impatient.isCompletedExceptionally()) {
            return refusal(impatient).leastWait();
        }
        if (!impatient.cancel(false)) {
            impatient.join().unused();
        }
        return Duration.ZERO;
    }

    private static NoPermitInTimeException refusal(CompletableFuture<Permit> refused) {
        assertThat(refused).isCompletedExceptionally();
        Throwable failure =
                Futures.unwrapped(refused.handle((permit, thrown) -> thrown).join());
        assertThat(failure).isInstanceOf(NoPermitInTimeException.class);
        return (NoPermitInTimeException) failure;
    }
}
