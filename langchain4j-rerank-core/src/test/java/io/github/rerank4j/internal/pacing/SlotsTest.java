package io.github.rerank4j.internal.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotsTest {

    @Test
    void as_many_attempts_start_as_there_are_slots() {
        Slots slots = new Slots(2);

        List<CompletableFuture<Permit>> asked = List.of(slots.acquire(), slots.acquire(), slots.acquire());

        assertThat(asked.get(0)).isDone();
        assertThat(asked.get(1)).isDone();
        assertThat(asked.get(2)).isNotDone();
    }

    @Test
    void a_slot_is_free_once_its_attempt_is_answered_and_not_before() {
        Slots slots = new Slots(1);
        Permit first = slots.acquire().join();
        CompletableFuture<Permit> second = slots.acquire();

        first.sent();
        first.rejected();
        assertThat(second).isNotDone();
        first.answered();

        assertThat(second).isDone();
    }

    @Test
    void first_come_is_first_served() {
        Slots slots = new Slots(1);
        Permit held = slots.acquire().join();
        List<Integer> served = new ArrayList<>();
        List<Permit> permits = new ArrayList<>(List.of(held));
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            slots.acquire().thenAccept(permit -> {
                served.add(number);
                permits.add(permit);
            });
        }

        for (int i = 0; i < 10_000; i++) {
            permits.get(i).answered();
        }

        assertThat(served).hasSize(10_000).isSorted();
    }

    @Test
    void cancelling_leaves_the_queue() {
        Slots slots = new Slots(1);
        Permit held = slots.acquire().join();
        CompletableFuture<Permit> impatient = slots.acquire();
        CompletableFuture<Permit> patient = slots.acquire();

        impatient.cancel(false);
        held.answered();

        assertThat(patient).isDone();
    }

    @Test
    void a_slot_nobody_waits_for_is_kept_for_the_next() {
        Slots slots = new Slots(1);
        slots.acquire().join().answered();
        slots.acquire().join().answered();

        assertThat(slots.acquire()).isDone();
        assertThat(slots.acquire()).isNotDone();
    }

    @Test
    void a_slot_given_back_twice_is_one_slot() {
        Slots slots = new Slots(1);
        Permit first = slots.acquire().join();

        first.answered();
        first.answered();

        assertThat(slots.acquire()).isDone();
        assertThat(slots.acquire()).isNotDone();
    }

    @Test
    void no_slot_is_lost_or_doubled_when_many_threads_ask_and_give_up() throws InterruptedException {
        Slots slots = new Slots(3);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        for (int i = 0; i < 5000; i++) {
                            CompletableFuture<Permit> slot = slots.acquire();
                            slot.thenAccept(permit -> {
                                most.accumulateAndGet(held.incrementAndGet(), Math::max);
                                held.decrementAndGet();
                                permit.answered();
                            });
                            if (ThreadLocalRandom.current().nextBoolean()) {
                                slot.cancel(false);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(most).hasValueBetween(1, 3);
        assertThat(List.of(slots.acquire(), slots.acquire(), slots.acquire())).allMatch(CompletableFuture::isDone);
        assertThat(slots.acquire()).isNotDone();
    }
}
