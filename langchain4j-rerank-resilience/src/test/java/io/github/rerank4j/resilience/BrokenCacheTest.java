package io.github.rerank4j.resilience;

import static io.github.rerank4j.resilience.CachingScoringModelTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.fixtures.OpenLogger;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.resilience.AskedModel.Question;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Whatever code of others throws, every call ends, and the next one is none the worse. */
class BrokenCacheTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final AskedModel model = new AskedModel();
    private final RecordingLogger log = new RecordingLogger();
    private CachingScoringModel cache =
            CachingScoringModel.of(model).logger(log).build();

    @AfterEach
    void close() {
        cache.close();
    }

    private void goesOn() {
        model.manner = Question::echo;
        assertThat(cache.rerank(request("1", "2")).scores()).containsExactly(1.0, 2.0);
        // what logs and listeners throw is reported on other threads, maybe only now
        await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> cache.underWay() == 0);
    }

    @Test
    void a_model_that_throws_fails_the_calls_that_wait_for_it() {
        List<Supplier<Throwable>> faults = List.of(
                () -> new OutOfMemoryError("on purpose"),
                () -> new StackOverflowError("on purpose"),
                () -> new IllegalStateException("on purpose"),
                () -> new NoClassDefFoundError("on purpose"));
        List<Consumer<Question>> ways = List.of(
                question ->
                        question.result().completeExceptionally(faults.get(0).get()),
                question ->
                        question.result().completeExceptionally(faults.get(1).get()),
                question -> question.result().cancel(true),
                question -> {
                    throw (Error) faults.get(0).get();
                },
                question -> {
                    throw (Error) faults.get(1).get();
                },
                question -> {
                    throw (RuntimeException) faults.get(2).get();
                },
                question -> {
                    throw (Error) faults.get(3).get();
                });
        for (Consumer<Question> way : ways) {
            model.manner = way;
            CompletableFuture<RerankResponse> first = cache.rerankAsync(request("1"));
            CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1", "2"));

            assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).isNotInstanceOf(InterruptedException.class);
            assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS)).isNotInstanceOf(InterruptedException.class);
            assertThat(first).isDone();
            assertThat(second).isDone();
            await().atMost(SOON).until(() -> cache.underWay() == 0);
        }
        goesOn();
    }

    @Test
    void an_output_that_throws_fails_the_call_that_wants_it_and_no_other() {
        model.silent();
        RerankRequest broken = request("1").toBuilder()
                .scores(new ScoreOutput() {
                    @Override
                    public double of(double raw, ScoreScale rawScale) {
                        throw new OutOfMemoryError("on purpose");
                    }

                    @Override
                    public ScoreScale scale(ScoreScale rawScale) {
                        return rawScale;
                    }
                })
                .build();
        CompletableFuture<RerankResponse> first = cache.rerankAsync(broken);
        CompletableFuture<RerankResponse> second = cache.rerankAsync(request("1"));

        model.awaitQuestion().echo();

        assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(second).succeedsWithin(SOON);
        assertThat(cache.storeErrors()).isZero();
        goesOn();
    }

    @Test
    void a_resolver_that_throws_fails_its_call() {
        model.defaultModel = "\n";

        assertThatThrownBy(() -> cache.rerank(request("1"))).isInstanceOf(IllegalArgumentException.class);
        model.defaultModel = "model";
        goesOn();
    }

    @Test
    void listeners_and_contexts_that_throw_change_nothing() {
        cache = CachingScoringModel.of(model)
                .logger(log)
                .listeners(List.of(new RerankListener() {
                    @Override
                    public void onResponse(RerankResponseContext context) {
                        throw new OutOfMemoryError("on purpose");
                    }
                }))
                .contextCapture(() -> task -> () -> {
                    throw new StackOverflowError("on purpose");
                })
                .build();

        goesOn();
        assertThat(cache.rerank(request("1", "2")).cached()).isTrue();
        assertThat(log.lines()).isNotEmpty();
    }

    @Test
    void a_store_that_ends_in_an_error_while_it_keeps_delays_nothing() {
        cache = CachingScoringModel.of(model)
                .store(new MapStore() {
                    @Override
                    public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] values, Duration ttl) {
                        throw new OutOfMemoryError("on purpose");
                    }
                })
                .storePatience(SOON)
                .keySecret(new byte[32])
                .logger(log)
                .build();

        goesOn();
        assertThat(cache.storeErrors()).isEqualTo(1);
    }

    @Test
    void a_log_that_throws_keeps_no_call_waiting_for_a_store_that_fails() {
        List<Supplier<CompletableFuture<double[]>>> faults = List.of(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")),
                () -> null,
                () -> CompletableFuture.completedFuture(new double[7]),
                () -> CompletableFuture.completedFuture(new double[] {Double.POSITIVE_INFINITY}),
                CompletableFuture::new);
        for (Supplier<CompletableFuture<double[]>> fault : faults) {
            cache = overStoreAndBrokenLog(model, new MapStore() {
                @Override
                public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                    return fault.get();
                }
            });

            assertThat(cache.rerankAsync(request("1"))).succeedsWithin(SOON);
            await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> {
                // a store that has never answered yet has two seconds
                cache.rerank(request("1"));
                return cache.storeErrors() > 0;
            });
            cache.close();
        }
    }

    @Test
    void a_log_that_throws_leaves_nothing_behind_of_what_a_store_does_not_keep() {
        cache = overStoreAndBrokenLog(model, new MapStore() {
            @Override
            public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] values, Duration ttl) {
                return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
            }
        });

        goesOn();
        assertThat(cache.rerank(request("1")).attempts()).isEqualTo(1);
    }

    private static CachingScoringModel overStoreAndBrokenLog(AskedModel model, ScoreStore store) {
        return CachingScoringModel.of(model)
                .store(store)
                .keySecret(new byte[32])
                .logger(new OpenLogger() {
                    @Override
                    protected void logged(Level level, String line) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .build();
    }

    @Test
    void a_model_that_asks_its_own_cache_does_not_hang() {
        model.manner = question -> {
            if (question.documents().contains("1")) {
                cache.rerankAsync(request("2")).whenComplete((response, failure) -> question.echo());
            } else {
                question.echo();
            }
        };

        assertThat(cache.rerankAsync(request("1", "3"))).succeedsWithin(SOON);
        assertThat(cache.rerank(request("2")).cached()).isTrue();
    }
}
