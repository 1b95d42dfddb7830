package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankAttemptEndContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.fixtures.OpenLogger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

/** Whatever code of the user's throws, each call ends, and what it had is there for the next. */
@Timeout(60)
class HostileCallbacksTest {

    private static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a")).build();

    private final LocalService service = new LocalService();
    private Thread.@Nullable UncaughtExceptionHandler before;

    @BeforeEach
    void handlerThatThrows() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            throw new IllegalStateException("a broken handler");
        });
    }

    @AfterEach
    void stop() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        service.close();
    }

    /** What is thrown. */
    private enum Thrown {
        CHECKED,
        UNREADABLE,
        NO_HEAP,
        NO_STACK,
        NO_CLASS;

        private Throwable made() {
            return switch (this) {
                case CHECKED -> new IOException("undeclared");
                case UNREADABLE -> new Unreadable();
                case NO_HEAP -> new OutOfMemoryError("Java heap space");
                case NO_STACK -> new StackOverflowError();
                case NO_CLASS -> new NoClassDefFoundError("a/b/C");
            };
        }

        void fire() {
            sneak(made());
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> void sneak(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("a message that cannot be had");
        }
    }

    /** Who throws it. */
    private enum Place {
        HEADERS {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.customHeaders(() -> {
                    fire.run();
                    return Map.of();
                });
            }
        },
        AUTHORIZER {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.authorizer(attempt -> {
                    fire.run();
                    return CompletableFuture.completedFuture(Map.of());
                });
            }
        },
        LATE_AUTHORIZER {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.authorizer(attempt -> {
                    CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
                    daemon(() -> {
                        try {
                            fire.run();
                            later.complete(Map.of());
                        } catch (Throwable thrown) {
                            later.completeExceptionally(thrown);
                        }
                    });
                    return later;
                });
            }
        },
        LIMITER {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.rateLimiter(demand -> {
                    fire.run();
                    return CompletableFuture.completedFuture(new Permit() {});
                });
            }
        },
        PERMIT {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.rateLimiter(demand -> CompletableFuture.completedFuture(new Permit() {
                    @Override
                    public void sent() {
                        fire.run();
                    }

                    @Override
                    public void used(TokenUsage usage) {
                        fire.run();
                    }

                    @Override
                    public void answered() {
                        fire.run();
                    }
                }));
            }
        },
        LISTENER {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.listeners(List.of(new FiringListener(fire)));
            }
        },
        LISTENER_AND_LOGGER {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.listeners(List.of(new FiringListener(fire)));
                model.logger(new FiringLogger(fire));
            }
        },
        LOGGER {
            @Override
            void in(PlainService.Builder model, Runnable fire) {
                model.logger(new FiringLogger(fire)).logRequests(true).logResponses(true);
            }
        };

        abstract void in(PlainService.Builder model, Runnable fire);

        boolean isOnlyTold() {
            return this == PERMIT || this == LISTENER || this == LISTENER_AND_LOGGER || this == LOGGER;
        }
    }

    private static Stream<org.junit.jupiter.params.provider.Arguments> everything() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(Thrown.values())
                        .map(thrown -> org.junit.jupiter.params.provider.Arguments.of(place, thrown)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void each_call_ends_and_the_next_finds_all_that_it_needs(Place place, Thrown thrown) throws Exception {
        boolean[] firing = {true};
        PlainService.Builder builder = model(service.scores());
        place.in(builder, () -> {
            if (firing[0]) {
                thrown.fire();
            }
        });
        try (RerankScoringModel model = builder.build()) {
            for (int i = 0; i < 3; i++) {
                Throwable blocking = catchThrowable(() -> model.rerank(REQUEST));
                Throwable later = failureOf(model.rerankAsync(REQUEST));

                assertThat(blocking == null).isEqualTo(place.isOnlyTold());
                assertThat(later == null).isEqualTo(place.isOnlyTold());
                assertThat(blocking instanceof TimeoutException || later instanceof TimeoutException)
                        .isFalse();
            }
            firing[0] = false;

            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
            assertThat(model.rerankAsync(REQUEST).get(20, TimeUnit.SECONDS).scores())
                    .containsExactly(0.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_deadline_holds_whatever_those_throw_who_are_told_of_it(Thrown thrown) {
        PlainService.Builder builder = model(service.isSilent()).timeout(Duration.ofMillis(100));
        Place.LISTENER_AND_LOGGER.in(builder, thrown::fire);
        try (RerankScoringModel model = builder.build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(catchThrowable(() -> model.rerank(REQUEST))).isInstanceOf(TimeoutException.class);
                assertThat(failureOf(model.rerankAsync(REQUEST))).isInstanceOf(TimeoutException.class);
            }
        }
    }

    @Test
    void a_limiter_whose_futures_refuse_to_be_cancelled_costs_no_slot() {
        boolean[] stuck = {true};
        RateLimiter limiter = demand -> stuck[0]
                ? new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        throw new IllegalStateException("not to be cancelled");
                    }
                }
                : CompletableFuture.completedFuture(new Permit() {});
        try (RerankScoringModel model = model(service.scores())
                .rateLimiter(limiter)
                .timeout(Duration.ofSeconds(20))
                .build()) {
            for (int i = 0; i < 4; i++) {
                model.rerankAsync(REQUEST).cancel(true);
            }
            stuck[0] = false;

            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
        }
    }

    @Test
    void a_permit_that_comes_after_all_is_given_back_unused() {
        CompletableFuture<Permit> late = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        List<String> heard = new ArrayList<>();
        try (RerankScoringModel model =
                model(service.scores()).rateLimiter(demand -> late).build()) {
            model.rerankAsync(REQUEST).cancel(true);

            late.complete(new Permit() {
                @Override
                public void answered() {
                    heard.add("answered");
                }

                @Override
                public void unused() {
                    heard.add("unused");
                }
            });
        }

        assertThat(heard).containsExactly("unused");
    }

    @Test
    void who_blocks_on_the_failure_of_a_permit_holds_up_nobody() {
        AtomicInteger asked = new AtomicInteger();
        RateLimiter limiter = demand -> switch (asked.incrementAndGet()) {
            case 1 -> new CompletableFuture<>();
            case 2 -> CompletableFuture.failedFuture(new IllegalStateException("no quota"));
            default -> CompletableFuture.completedFuture(new Permit() {});
        };
        CountDownLatch thirdIsThere = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores())
                .rateLimiter(limiter)
                .maxConcurrentRequests(1)
                .timeout(Duration.ofSeconds(5))
                .build()) {
            CompletableFuture<RerankResponse> first = model.rerankAsync(REQUEST);
            CompletableFuture<Map<String, String>> second =
                    model.rerankAsync(REQUEST).handle((response, failure) -> awaiting(thirdIsThere));
            CompletableFuture<RerankResponse> third = model.rerankAsync(REQUEST);

            CompletableFuture.runAsync(() -> first.cancel(true));

            assertThat(failureOf(third)).isNull();
            thirdIsThere.countDown();
            second.join();
        } finally {
            thirdIsThere.countDown();
        }
    }

    @Test
    void a_call_that_is_stuck_in_a_supplier_says_so() {
        CountDownLatch end = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores())
                .maxConcurrentRequests(2)
                .timeout(Duration.ofSeconds(2))
                .customHeaders(() -> awaiting(end))
                .build()) {
            assertThat(failureOf(model.rerankAsync(REQUEST)))
                    .hasMessageContaining("waiting for the headers that customHeaders supplies for attempt 1")
                    .hasMessageEndingWith("; see why that supplier does not return");
        } finally {
            end.countDown();
        }
    }

    @Test
    void a_call_that_is_stuck_in_the_supplier_of_its_key_says_so() {
        CountDownLatch end = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores())
                .maxConcurrentRequests(2)
                .timeout(Duration.ofSeconds(2))
                .authorizer(attempt -> CompletableFuture.completedFuture(awaiting(end)))
                .build()) {
            assertThat(failureOf(model.rerankAsync(REQUEST)))
                    .hasMessageContaining("credentials for attempt 1")
                    .hasMessageEndingWith("; see why what supplies them does not return");
        } finally {
            end.countDown();
        }
    }

    @Test
    void calls_from_the_end_of_the_stack_leave_nothing_behind() throws InterruptedException {
        try (RerankScoringModel model = model(service.scores())
                .maxConcurrentRequests(2)
                .requestsPerSecond(1000)
                .timeout(Duration.ofSeconds(30))
                .build()) {
            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
            for (int i = 0; i < 3; i++) {
                onSmallStack(() -> fromTheEndOfTheStack(0, depth -> model.rerank(REQUEST)));
                onSmallStack(() -> fromTheEndOfTheStack(
                        0,
                        depth -> model.rerankAsync(REQUEST)
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join()));
            }

            for (int i = 0; i < 5; i++) {
                assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
            }
        }
    }

    /** Tries at each of the last frames there are, up to the first that is enough. */
    @SuppressWarnings("InfiniteRecursion")
    private static boolean fromTheEndOfTheStack(int depth, Consumer<Integer> call) {
        boolean deeper;
        try {
            deeper = fromTheEndOfTheStack(depth + 1, call);
        } catch (StackOverflowError end) {
            deeper = true;
        }
        if (deeper) {
            try {
                call.accept(depth);
                return false;
            } catch (Throwable tooDeep) {
                return true;
            }
        }
        return false;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "late-authorizer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void onSmallStack(Runnable work) throws InterruptedException {
        Thread thread = new Thread(null, work, "small-stack", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
        thread.join(50_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static Map<String, String> awaiting(CountDownLatch end) {
        try {
            end.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    private static PlainService.Builder model(String url) {
        return PlainService.model()
                .baseUrl(url)
                .maxConcurrentRequests(1)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(30));
    }

    private static @Nullable Throwable failureOf(CompletableFuture<?> call) {
        try {
            call.get(40, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException | CompletionException failed) {
            return failed.getCause();
        } catch (Exception other) {
            return other;
        }
    }

    private static final class FiringListener implements RerankListener {

        private final Runnable fire;

        FiringListener(Runnable fire) {
            this.fire = fire;
        }

        @Override
        public void onRequest(RerankRequestContext context) {
            fire.run();
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            fire.run();
        }

        @Override
        public void onError(RerankErrorContext context) {
            fire.run();
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            fire.run();
        }

        @Override
        public void onAttempt(RerankAttemptContext context) {
            fire.run();
        }

        @Override
        public void onAttemptEnd(RerankAttemptEndContext context) {
            fire.run();
        }
    }

    @SuppressWarnings("serial")
    private static final class FiringLogger extends OpenLogger {

        private final Runnable fire;

        FiringLogger(Runnable fire) {
            this.fire = fire;
        }

        @Override
        protected void logged(Level level, String line) {
            fire.run();
        }
    }
}
