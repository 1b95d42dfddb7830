package io.github.rerank4j.resilience;

import static io.github.rerank4j.resilience.CachingScoringModelTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.concurrent.Timers;
import io.github.rerank4j.fixtures.RecordingLogger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cache over a store of the user's, whatever becomes of that. */
class ScoreStoreTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final AskedModel model = new AskedModel();
    private final List<AutoCloseable> made = new ArrayList<>();
    private final RecordingLogger log = new RecordingLogger();

    private CachingScoringModel cache(ScoreStore store) {
        return cache(store, SOON);
    }

    private CachingScoringModel hasty(ScoreStore store) {
        return cache(store, Duration.ofMillis(50));
    }

    private CachingScoringModel cache(ScoreStore store, Duration patience) {
        CachingScoringModel cache = CachingScoringModel.of(model)
                .storePatience(patience)
                .store(store)
                .keySecret(new byte[32])
                .timeToLive(Duration.ofHours(2))
                .logger(log)
                .build();
        made.add(cache);
        return cache;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : made) {
            each.close();
        }
    }

    @Test
    void what_one_has_asked_another_knows() {
        MapStore store = new MapStore();
        cache(store).rerank(request("1", "2"));
        await().atMost(SOON).until(() -> store.scores.size() == 2);

        RerankResponse known = cache(store).rerank(request("2", "1", "2"));

        assertThat(known.cached()).isTrue();
        assertThat(known.scores()).containsExactly(2.0, 1.0, 2.0);
        assertThat(store.timeToLive).isEqualTo(Duration.ofHours(2));
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void what_is_being_kept_is_not_asked_again() {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        CachingScoringModel cache = cache(new MapStore() {
            @Override
            public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] values, Duration ttl) {
                return kept;
            }
        });

        cache.rerank(request("1"));
        RerankResponse at_once = cache.rerank(request("1"));

        assertThat(at_once.scores()).containsExactly(1.0);
        assertThat(model.requests).hasSize(1);
        kept.complete(null);
        await().atMost(SOON).until(() -> cache.underWay() == 0);
    }

    @Test
    void keys_come_each_once_and_none_for_what_must_not_be_remembered() {
        List<List<ScoreKey>> asked = new ArrayList<>();
        MapStore store = new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                asked.add(keys);
                return super.getAll(keys);
            }
        };
        Content picture = ImageContent.from(URI.create("https://example.com/a.png"));
        RerankRequest mixed = request("1").toBuilder()
                .contents(List.of(TextContent.from("1"), picture, TextContent.from("1"), TextContent.from("2")))
                .build();
        CachingScoringModel cache = cache(store);

        assertThat(cache.rerank(mixed).scores()).containsExactly(1.0, 0.5, 1.0, 2.0);
        await().atMost(SOON).until(() -> store.scores.size() == 2);
        assertThat(cache.rerank(mixed).scores()).containsExactly(1.0, 0.5, 1.0, 2.0);
        cache.rerank(request("1").toBuilder().contents(List.of(picture)).build());

        assertThat(asked).hasSize(2).allSatisfy(keys -> assertThat(keys).hasSize(2));
        assertThat(model.requests).extracting(RerankRequest::size).containsExactly(3, 1, 1);
    }

    @Test
    void a_store_that_fails_knows_nothing_and_a_call_goes_on() {
        List<Function<List<ScoreKey>, CompletableFuture<double[]>>> faults = List.of(
                keys -> {
                    throw new IllegalStateException("password");
                },
                keys -> {
                    throw new OutOfMemoryError("on purpose");
                },
                keys -> CompletableFuture.failedFuture(new IllegalStateException("password")),
                keys -> null,
                keys -> CompletableFuture.completedFuture(null),
                keys -> CompletableFuture.completedFuture(new double[0]),
                keys -> CompletableFuture.completedFuture(new double[] {1, 2, 3}),
                keys -> CompletableFuture.completedFuture(new double[] {Double.POSITIVE_INFINITY}));
        for (Function<List<ScoreKey>, CompletableFuture<double[]>> fault : faults) {
            CachingScoringModel cache = cache(new MapStore() {
                @Override
                public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                    return fault.apply(keys);
                }
            });

            assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
            assertThat(cache.storeErrors()).isEqualTo(1);
        }
        assertThat(log.lines()).hasSize(faults.size()).noneMatch(message -> message.contains("password"));
    }

    @Test
    void a_store_that_is_silent_knows_nothing_and_a_call_goes_on() {
        CompletableFuture<double[]> silent = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        CachingScoringModel cache = hasty(new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                return asked.getAndIncrement() == 0 ? silent : new CompletableFuture<>();
            }
        });

        assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
        await().atMost(SOON).until(silent::isCancelled);
        assertThat(log.lines()).isEmpty();
        await().atMost(SOON).until(() -> {
            cache.rerank(request("1"));
            return cache.storeErrors() > 0;
        });
        assertThat(log.lines()).singleElement().asString().contains("took longer than 50 ms");
    }

    @Test
    void a_store_that_opens_its_connection_with_the_first_question_has_made_no_error() {
        AtomicInteger asked = new AtomicInteger();
        MapStore slowToOpen = new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                return asked.getAndIncrement() == 0 ? new CompletableFuture<>() : super.getAll(keys);
            }
        };
        CachingScoringModel cache = cache(slowToOpen, Duration.ofMillis(500));

        assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
        await().atMost(SOON).until(() -> cache.underWay() == 0);
        assertThat(cache.rerank(request("1")).cached()).isTrue();

        assertThat(cache.storeErrors()).isZero();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_store_that_has_answered_once_is_late_from_then_on() {
        AtomicInteger asked = new AtomicInteger();
        CachingScoringModel cache = hasty(new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                return asked.getAndIncrement() == 0 ? super.getAll(keys) : new CompletableFuture<>();
            }
        });

        cache.rerank(request("1"));
        await().atMost(SOON).until(() -> cache.underWay() == 0);
        cache.rerank(request("1"));

        assertThat(cache.storeErrors()).isPositive();
    }

    @Test
    void a_warning_comes_once_a_minute() {
        CachingScoringModel cache = cache(new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                throw new IllegalStateException("on purpose");
            }
        });

        for (int i = 0; i < 5; i++) {
            cache.rerank(request("1"));
        }

        assertThat(log.lines()).hasSize(1);
        assertThat(cache.storeErrors()).isEqualTo(5);
    }

    @Test
    void a_store_that_does_not_keep_delays_and_fails_nothing() {
        List<Function<List<ScoreKey>, CompletableFuture<Void>>> faults = List.of(
                keys -> {
                    throw new IllegalStateException("on purpose");
                },
                keys -> null,
                keys -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
        for (Function<List<ScoreKey>, CompletableFuture<Void>> fault : faults) {
            CachingScoringModel cache = cache(new MapStore() {
                @Override
                public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] values, Duration ttl) {
                    return fault.apply(keys);
                }
            });

            assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
            await().atMost(SOON).until(() -> cache.storeErrors() == 1 && cache.underWay() == 0);
            assertThat(cache.rerank(request("1")).cached()).isFalse();
        }
    }

    @Test
    void a_store_that_never_says_that_it_has_kept_delays_nothing() {
        CachingScoringModel cache = hasty(new MapStore() {
            @Override
            public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] values, Duration ttl) {
                return new CompletableFuture<>();
            }
        });

        assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
        await().atMost(SOON).until(() -> cache.storeErrors() > 0 && cache.underWay() == 0);
        assertThat(cache.rerank(request("1")).cached()).isFalse();
    }

    @Test
    void a_store_that_blocks_does_not_take_a_thread_for_each_call() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        CachingScoringModel cache = hasty(new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                asked.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                return super.getAll(keys);
            }
        });

        for (int i = 0; i < 200; i++) {
            // one after the other: each has to be late before the next
            if (i < UsersStore.MOST_LATE || i > 150) {
                assertThat(cache.rerank(request("1")).scores()).containsExactly(1.0);
            }
        }
        int asked_at_first = asked.get();
        release.countDown();

        assertThat(asked_at_first).isLessThanOrEqualTo(UsersStore.MOST_LATE);
        await().atMost(SOON).until(() -> {
            int before = asked.get();
            cache.rerank(request("1"));
            return asked.get() > before;
        });
    }

    @Test
    void a_store_is_asked_on_threads_that_it_may_block() throws Exception {
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        cache(new MapStore() {
                    @Override
                    public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                        asking.complete(Thread.currentThread());
                        return super.getAll(keys);
                    }
                })
                .rerank(request("1"));

        assertThat(asking.join().getThreadGroup().getName()).isNotEqualTo("VirtualThreads");
    }

    @Test
    void that_a_cache_is_closed_is_no_fault_of_its_store() {
        StoreTally tally = new StoreTally(log);
        AtomicInteger heard = new AtomicInteger();
        ScoreStore store = new MapStore();
        try (Timers timers = Timers.on(Runnable::run)) {
            UsersStore closed = new UsersStore(
                    store,
                    SOON,
                    SOON,
                    task -> {
                        throw new RejectedExecutionException("closed");
                    },
                    timers,
                    tally);
            closed.keep(List.of(new ScoreKey(1, 2)), new double[1], heard::incrementAndGet);
        }

        assertThat(heard).hasValue(1);
        assertThat(tally.errors()).isZero();
    }

    @Test
    void a_call_in_a_hurry_does_not_wait_for_the_store() {
        CachingScoringModel cache = cache(new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                return new CompletableFuture<>();
            }
        });
        model.silent();
        RerankRequest request =
                request("1").toBuilder().timeout(Duration.ofSeconds(1)).build();

        assertThatThrownBy(() -> cache.rerank(request)).isInstanceOf(TimeoutException.class);
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void cancelling_while_the_store_is_asked_asks_nobody() {
        CompletableFuture<double[]> found = new CompletableFuture<>();
        CompletableFuture<List<ScoreKey>> asked = new CompletableFuture<>();
        CachingScoringModel cache = cache(new MapStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                asked.complete(keys);
                return found;
            }
        });
        CompletableFuture<RerankResponse> call = cache.rerankAsync(request("1"));
        assertThat(asked).succeedsWithin(SOON);

        call.cancel(true);
        found.complete(new double[] {Double.NaN});

        assertThat(call).isCancelled();
        CompletableFuture<RerankResponse> next = cache.rerankAsync(request("2"));
        assertThat(next.orTimeout(20, TimeUnit.SECONDS).join().scores()).containsExactly(2.0);
        assertThat(model.requests).hasSize(1);
    }

    @Test
    void scores_of_two_responses_are_never_taken_for_one_list() {
        model.traits = builder -> builder.identity("lists").listwise(true);
        MapStore store = new MapStore();
        CachingScoringModel cache = cache(store);
        cache.rerank(request("1", "2"));
        await().atMost(SOON).until(() -> store.scores.size() == 3);
        assertThat(cache.rerank(request("1", "2")).cached()).isTrue();
        ScoreKey one = store.scores.entrySet().stream()
                .filter(entry -> entry.getValue() == 2.0)
                .findFirst()
                .orElseThrow()
                .getKey();

        store.scores.put(one, 1.5);

        assertThat(cache.rerank(request("1", "2")).cached()).isFalse();
        assertThat(cache.storeErrors()).isZero();
    }
}
