package io.github.rerank4j.testkit;

import static io.github.rerank4j.testkit.Permits.ONE;
import static io.github.rerank4j.testkit.Permits.taken;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Those who wait are served in their order, and those who give up take nothing with them. */
interface LinePromises extends LimiterCase {

    @Test
    default void first_come_is_first_served() {
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
    default void cancelling_leaves_the_line_to_the_others() {
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
    default void a_permit_that_has_come_is_not_taken_back_by_cancelling() {
        RateLimiter limiter = limiter();
        List<CompletableFuture<Permit>> granted = IntStream.range(0, permits())
                .mapToObj(i -> limiter.acquire(ONE))
                .toList();

        granted.forEach(permit -> assertThat(permit.cancel(false)).isFalse());

        assertThat(limiter.acquire(ONE)).isNotDone();
    }

    @Test
    default void who_ends_the_waiting_with_a_failure_loses_no_permit() {
        RateLimiter limiter = limiter();
        List<Permit> taken = taken(limiter, permits());
        limiter.acquire(ONE).completeExceptionally(new IllegalStateException("too late"));

        taken.forEach(Permit::answered);
        letAllPass();

        assertThatAllPermitsAreThere(limiter);
    }

    @Test
    default void who_fails_when_a_permit_comes_takes_it_from_nobody() {
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
    default void no_permit_is_lost_or_doubled_when_many_ask_and_give_up_at_once() throws InterruptedException {
        RateLimiter limiter = limiter();
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            threads.add(Way.start(() -> {
                for (int i = 0; i < 200; i++) {
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
    @SuppressWarnings("ThreadPriorityCheck") // who is woken comes too late for the moment
    default void a_permit_that_meets_its_cancellation_is_not_lost() {
        RateLimiter limiter = limiter();
        AtomicReference<@Nullable CompletableFuture<Permit>> contested = new AtomicReference<>();
        AtomicBoolean over = new AtomicBoolean();
        Way.start(() -> cancel(contested, over));
        try {
            for (int i = 0; i < 5000; i++) {
                List<Permit> taken = taken(limiter, permits());
                CompletableFuture<Permit> asked = limiter.acquire(ONE);
                contested.set(asked);
                taken.forEach(Permit::unused);
                while (contested.get() != null) {
                    Thread.yield();
                }
                if (!asked.isCancelled()) {
                    asked.join().unused();
                }
            }
        } finally {
            over.set(true);
        }

        assertThatAllPermitsAreThere(limiter);
    }

    /** Each a little later than the one before, to come at every moment. */
    @SuppressWarnings("ThreadPriorityCheck") // who is woken comes too late for the moment
    private static void cancel(AtomicReference<@Nullable CompletableFuture<Permit>> contested, AtomicBoolean over) {
        for (long late = 0; !over.get(); Thread.yield()) {
            CompletableFuture<Permit> asked = contested.get();
            if (asked != null) {
                late = (late + 100) % 20_000;
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < late) {
                    Thread.onSpinWait();
                }
                asked.cancel(false);
                contested.set(null);
            }
        }
    }
}
