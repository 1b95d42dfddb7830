package io.github.rerank4j.internal.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.fixtures.Uncaught;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RateGateTest {

    private final QueueingLimiter limiter = new QueueingLimiter();
    private final RateGate gate = new RateGate(new Slots(1), limiter);

    @Test
    void an_attempt_starts_with_a_slot_and_a_permit() {
        CompletableFuture<Permit> both = gate.acquire(demand(3));

        assertThat(both).isNotDone();
        assertThat(limiter.documents).containsExactly(3);
        limiter.grantFirst();

        assertThat(both).isDone();
    }

    @Test
    void the_limiter_is_asked_once_there_is_a_slot() {
        CompletableFuture<Permit> first = gate.acquire(demand(1));
        gate.acquire(demand(2));
        limiter.grantFirst();

        assertThat(limiter.documents).containsExactly(1);
        first.join().answered();

        assertThat(limiter.documents).containsExactly(1, 2);
    }

    @Test
    void without_a_limiter_nothing_is_counted_up() {
        RateGate unlimited = new RateGate(new Slots(1), null);

        assertThat(unlimited.acquire(() -> {
                    throw new IllegalStateException("nobody asks");
                }))
                .isCompleted();
    }

    @Test
    void a_limiter_that_keeps_what_it_was_asked_keeps_no_texts() {
        List<Demand> kept = new ArrayList<>();
        WeakReference<Content> ended = ask(kept, permit -> permit.join().answered());
        WeakReference<Content> cancelled = ask(kept, permit -> permit.cancel(false));

        await().until(() -> {
            System.gc();
            return ended.refersTo(null) && cancelled.refersTo(null);
        });
        assertThat(kept).hasSize(2);
    }

    private static WeakReference<Content> ask(List<Demand> kept, Consumer<CompletableFuture<Permit>> end) {
        Content document = TextContent.from("a text that somebody owns");
        RateGate asked = new RateGate(new Slots(1), demand -> {
            kept.add(demand);
            return kept.size() == 1 ? CompletableFuture.completedFuture(new Permit() {}) : new CompletableFuture<>();
        });
        end.accept(asked.acquire(
                () -> Demand.builder().texts(document, List.of(document)).build()));
        return new WeakReference<>(document);
    }

    @Test
    void a_demand_that_cannot_be_told_fails_the_attempt_and_gives_the_slot_back() {
        CompletableFuture<Permit> both = gate.acquire(() -> {
            throw new OutOfMemoryError("in a test");
        });

        assertThat(both).isCompletedExceptionally();
        assertThatTheSlotIsFree();
    }

    @Test
    void what_is_given_up_before_it_comes_or_after_leaves_slot_and_permit_to_others() {
        CompletableFuture<Permit> granted = gate.acquire(demand(1));
        limiter.grantFirst();
        RateGate.giveUp(granted, new OutOfMemoryError("in a test"));
        CompletableFuture<Permit> waiting = gate.acquire(demand(2));
        RateGate.giveUp(waiting, new OutOfMemoryError("in a test"));

        assertThat(waiting).isCompletedExceptionally();
        assertThat(limiter.heard).containsExactly("answered");
        gate.acquire(demand(3));
        assertThat(limiter.documents).containsExactly(1, 2, 3);
    }

    @Test
    void the_permit_hears_what_happens_to_its_attempt() {
        CompletableFuture<Permit> both = gate.acquire(demand(1));
        limiter.grantFirst();

        both.join().sent();
        both.join().rejected();
        both.join().used(new TokenUsage(1, 2, 3));
        both.join().answered();
        both.join().rejected();
        both.join().used(new TokenUsage(1, 2, 3));

        assertThat(limiter.heard).containsExactly("sent", "rejected", "used 3", "answered");
    }

    @Test
    void cancelling_while_waiting_for_a_slot_leaves_that_queue() {
        CompletableFuture<Permit> holder = gate.acquire(demand(1));
        limiter.grantFirst();
        CompletableFuture<Permit> impatient = gate.acquire(demand(2));
        CompletableFuture<Permit> patient = gate.acquire(demand(3));

        impatient.cancel(false);
        holder.join().answered();
        limiter.grantFirst();

        assertThat(patient).isDone();
        assertThat(limiter.documents).containsExactly(1, 3);
    }

    @Test
    void cancelling_while_waiting_for_a_permit_leaves_that_queue_and_gives_the_slot_back() {
        CompletableFuture<Permit> impatient = gate.acquire(demand(1));

        impatient.cancel(false);

        assertThat(limiter.waiting).allMatch(CompletableFuture::isCancelled);
        assertThatTheSlotIsFree();
    }

    @Test
    void cancelling_at_the_moment_of_the_permit_gives_both_back() {
        RateGate[] gates = new RateGate[1];
        List<String> heard = limiter.heard;
        List<CompletableFuture<Permit>> asked = new ArrayList<>();
        RateLimiter deaf = demand -> new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                complete(limiter.permit());
                return false;
            }
        };
        gates[0] = new RateGate(new Slots(1), deaf);
        asked.add(gates[0].acquire(demand(1)));

        asked.get(0).cancel(false);

        assertThat(heard).containsExactly("answered");
        gates[0].acquire(demand(1)).cancel(false);
        assertThat(heard).as("the slot was free for the next").containsExactly("answered", "answered");
    }

    @Test
    void cancelling_what_is_granted_changes_nothing() {
        CompletableFuture<Permit> both = gate.acquire(demand(1));
        limiter.grantFirst();

        boolean cancelled = both.cancel(false);

        assertThat(cancelled).isFalse();
        assertThat(limiter.heard).isEmpty();
    }

    @Test
    void a_limiter_that_throws_fails_the_attempt_and_gives_the_slot_back() {
        Slots slots = new Slots(1);
        RateGate broken = new RateGate(slots, demand -> {
            throw new IllegalStateException("no connection to the shared limiter");
        });

        CompletableFuture<Permit> both = broken.acquire(demand(1));

        assertThatThrownBy(both::join).hasRootCauseMessage("no connection to the shared limiter");
        assertThat(slots.acquire()).isDone();
    }

    @Test
    void a_limiter_that_cannot_even_be_loaded_fails_the_attempt_and_gives_the_slot_back() {
        Slots slots = new Slots(1);
        RateGate broken = new RateGate(slots, demand -> {
            throw new NoClassDefFoundError("redis/client/Of/Another/Version");
        });

        CompletableFuture<Permit> both = broken.acquire(demand(1));

        assertThat(both).isCompletedExceptionally();
        assertThat(slots.acquire()).isDone();
    }

    @Test
    @SuppressWarnings("NullAway") // what a user's limiter does, whatever its signature says
    void a_limiter_that_returns_nothing_fails_the_attempt_and_gives_the_slot_back() {
        Slots slots = new Slots(1);
        RateGate broken = new RateGate(slots, demand -> null);

        CompletableFuture<Permit> both = broken.acquire(demand(1));

        assertThat(both).isCompletedExceptionally();
        assertThat(slots.acquire()).isDone();
    }

    @Test
    void a_limiter_that_fails_later_fails_the_attempt_and_gives_the_slot_back() {
        CompletableFuture<Permit> both = gate.acquire(demand(1));

        limiter.waiting.remove().completeExceptionally(new IllegalStateException("gone"));

        assertThatThrownBy(both::join).hasRootCauseMessage("gone");
        assertThatTheSlotIsFree();
    }

    @Test
    void a_permit_that_throws_ends_no_attempt_and_keeps_no_slot() {
        Slots slots = new Slots(1);
        RateGate broken = new RateGate(slots, demand -> CompletableFuture.completedFuture(new BrokenPermit()));
        Permit both = broken.acquire(demand(1)).join();

        List<Throwable> reported = Uncaught.in(() -> {
            both.sent();
            both.rejected();
            both.used(new TokenUsage(1));
            both.answered();
        });

        assertThat(reported).extracting(Throwable::getMessage).containsExactly("sent", "rejected", "used", "answered");
        assertThat(slots.acquire()).isDone();
    }

    @Test
    void ten_thousand_who_wait_all_hear_of_a_limiter_that_fails() {
        Slots slots = new Slots(1);
        Permit held = slots.acquire().join();
        RateGate broken = new RateGate(slots, demand -> {
            throw new IllegalStateException("no connection to the shared limiter");
        });
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            waiting.add(broken.acquire(demand(1)));
        }

        held.answered();

        assertThat(waiting.stream()
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .count())
                .isEqualTo(10_000);
        assertThat(slots.acquire()).isDone();
    }

    private static Supplier<Demand> demand(int documents) {
        return () -> Demand.builder().documents(documents).build();
    }

    private void assertThatTheSlotIsFree() {
        limiter.waiting.clear();
        CompletableFuture<Permit> next = gate.acquire(demand(1));
        limiter.grantFirst();
        assertThat(next).isDone();
    }

    private static final class BrokenPermit implements Permit {

        @Override
        public void sent() {
            throw new IllegalStateException("sent");
        }

        @Override
        public void rejected() {
            throw new IllegalStateException("rejected");
        }

        @Override
        public void used(TokenUsage usage) {
            throw new IllegalStateException("used");
        }

        @Override
        public void answered() {
            throw new IllegalStateException("answered");
        }
    }

    /** A limiter that grants when told to, and notes what its permits hear. */
    private static final class QueueingLimiter implements RateLimiter {

        private final Deque<CompletableFuture<Permit>> waiting = new ArrayDeque<>();
        private final List<Integer> documents = new ArrayList<>();
        private final List<String> heard = new ArrayList<>();

        @Override
        public CompletableFuture<Permit> acquire(Demand demand) {
            documents.add(demand.documents());
            CompletableFuture<Permit> permit = new CompletableFuture<>();
            waiting.add(permit);
            return permit;
        }

        void grantFirst() {
            waiting.remove().complete(permit());
        }

        Permit permit() {
            return new Permit() {
                @Override
                public void sent() {
                    heard.add("sent");
                }

                @Override
                public void rejected() {
                    heard.add("rejected");
                }

                @Override
                public void used(TokenUsage usage) {
                    heard.add("used " + usage.totalTokenCount());
                }

                @Override
                public void answered() {
                    heard.add("answered");
                }
            };
        }
    }
}
