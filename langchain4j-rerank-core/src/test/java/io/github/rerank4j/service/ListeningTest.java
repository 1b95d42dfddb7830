package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankAttemptContext;
import io.github.rerank4j.RerankAttemptEndContext;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of each call listeners hear one start and one end, whoever ends it, and nobody waits for a listener who need not. */
@Timeout(60)
class ListeningTest {

    private static final RerankRequest REQUEST =
            RerankRequest.builder().query("q").documents(List.of("a")).build();

    private final LocalService service = new LocalService();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        service.close();
    }

    @Test
    void of_responses_deadlines_cancellations_and_closing_one_ends_a_call() {
        Ends ends = new Ends();
        Random random = new Random(4711);
        List<CompletableFuture<RerankResponse>> calls = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            RerankScoringModel model = model(service.busy(10), ends).build();
            for (int i = 0; i < 40; i++) {
                Duration timeout = Duration.ofMillis(1 + random.nextInt(40));
                calls.add(model.rerankAsync(REQUEST.toBuilder()
                        .timeout(timeout)
                        .modelName("m" + calls.size())
                        .build()));
            }
            for (CompletableFuture<RerankResponse> call : calls.subList(calls.size() - 40, calls.size())) {
                switch (random.nextInt(4)) {
                    case 0 -> call.cancel(true);
                    case 1 -> call.completeExceptionally(new IllegalStateException("the caller's own time is up"));
                    case 2 ->
                        assertThat(call.handle((response, failure) -> true).join())
                                .isTrue();
                    default -> {}
                }
            }
            model.close();
        }

        ends.awaitAll(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            String end = endOf(calls.get(i));
            assertThat(ends.of("m" + i)).hasSize(2).startsWith("start");
            // somebody else may complete a future that listeners already hear the end of
            assertThat(end.equals("from outside") || ends.of("m" + i).contains(end))
                    .isTrue();
        }
    }

    private static String endOf(CompletableFuture<RerankResponse> call) {
        return call.handle((response, failure) -> {
                    boolean fromOutside = failure instanceof IllegalStateException
                            && String.valueOf(failure).contains("own time");
                    if (fromOutside) {
                        return "from outside";
                    }
                    return call.isCancelled() ? "cancelled" : failure == null ? "response" : "error";
                })
                .join();
    }

    @Test
    void an_interrupted_caller_is_one_end_too() throws InterruptedException {
        Ends ends = new Ends();
        List<Boolean> outcomes = new CopyOnWriteArrayList<>();
        List<Thread> callers = new ArrayList<>();
        try (RerankScoringModel model = model(service.scores(), ends).build()) {
            for (int i = 0; i < 100; i++) {
                RerankRequest request = REQUEST.toBuilder().modelName("m" + i).build();
                Thread caller = new Thread(() -> outcomes.add(catchThrowable(() -> model.rerank(request)) == null));
                callers.add(caller);
                caller.start();
            }
            for (Thread caller : callers) {
                caller.interrupt();
            }
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(outcomes).hasSize(100);
            ends.awaitAll(100);
            for (int i = 0; i < 100; i++) {
                assertThat(ends.of("m" + i)).hasSize(2).startsWith("start");
            }
        }
    }

    @Test
    void cancelling_does_not_wait_for_a_listener() {
        CountDownLatch told = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.isSilent(), new RerankListener() {
                    @Override
                    public void onCancelled(RerankCancelledContext context) {
                        told.countDown();
                        awaitQuietly(release);
                    }
                })
                .build()) {
            CompletableFuture<RerankResponse> call = model.rerankAsync(REQUEST);

            call.cancel(true);

            assertThat(call).isCancelled();
            assertThat(awaitQuietly(told)).isTrue();
            assertThat(release.getCount()).isOne();
        }
    }

    @Test
    void a_call_is_not_told_as_ended_before_all_have_heard_that_it_started() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        List<String> heard = new CopyOnWriteArrayList<>();
        RerankScoringModel model = PlainService.model()
                .baseUrl(service.isSilent())
                .listeners(List.of(
                        new RerankListener() {
                            @Override
                            public void onRequest(RerankRequestContext context) {
                                starting.countDown();
                                awaitQuietly(release);
                            }
                        },
                        new RerankListener() {
                            @Override
                            public void onRequest(RerankRequestContext context) {
                                heard.add("start");
                            }

                            @Override
                            public void onError(RerankErrorContext context) {
                                heard.add("error");
                            }
                        }))
                .build();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(() -> thrown.complete(catchThrowable(() -> model.rerank(REQUEST))));
        caller.setDaemon(true);
        caller.start();
        assertThat(awaitQuietly(starting)).isTrue();

        model.close();
        release.countDown();

        assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("start", "error");
    }

    /** Where a listener does not return. */
    private enum Stuck {
        AT_THE_START_OF_AN_ATTEMPT("start"),
        AT_THE_END_OF_AN_ATTEMPT("end");

        private final String words;

        Stuck(String words) {
            this.words = words;
        }

        RerankListener listener(CountDownLatch release) {
            return new RerankListener() {
                @Override
                public void onAttempt(RerankAttemptContext context) {
                    if (Stuck.this == AT_THE_START_OF_AN_ATTEMPT) {
                        awaitQuietly(release);
                    }
                }

                @Override
                public void onAttemptEnd(RerankAttemptEndContext context) {
                    if (Stuck.this == AT_THE_END_OF_AN_ATTEMPT) {
                        awaitQuietly(release);
                    }
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Stuck.class)
    void a_call_that_is_stuck_in_a_listener_ends_at_its_deadline_and_says_so(Stuck stuck) {
        try (RerankScoringModel model = model(service.scores(), stuck.listener(release))
                .timeout(Duration.ofSeconds(3))
                .build()) {
            assertThat(catchThrowable(model.rerankAsync(REQUEST)::join))
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining("the listeners, which are notified of the " + stuck.words + " of attempt 1")
                    .hasMessageEndingWith("; find out which listener blocks");
        }
    }

    @Test
    void a_listener_that_is_told_of_an_end_holds_no_slot() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (RerankScoringModel model = model(service.scores(), new RerankListener() {
                    @Override
                    public void onAttemptEnd(RerankAttemptEndContext context) {
                        if (context.attempt().request().modelName().isPresent()) {
                            stuck.countDown();
                            awaitQuietly(release);
                        }
                    }
                })
                .maxConcurrentRequests(1)
                .build()) {
            CompletableFuture<RerankResponse> first =
                    model.rerankAsync(REQUEST.toBuilder().modelName("stuck").build());
            assertThat(awaitQuietly(stuck)).isTrue();

            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);

            release.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS).scores()).containsExactly(0.5);
        }
    }

    @Test
    void an_attempt_ends_whatever_is_thrown_on_its_way() {
        Ends ends = new Ends();
        for (Throwable thrown : List.of(
                new IllegalStateException("broken on purpose"),
                new OutOfMemoryError("broken on purpose"),
                new StackOverflowError("broken on purpose"))) {
            okhttp3.OkHttpClient client = new okhttp3.OkHttpClient.Builder()
                    .addInterceptor(chain -> {
                        throw ListeningTest.<RuntimeException>unchecked(thrown);
                    })
                    .build();
            try (RerankScoringModel model =
                    model(service.scores(), ends).httpClient(client).build()) {
                for (int i = 0; i < 2; i++) {
                    assertThat(catchThrowable(() -> model.rerank(REQUEST))).isSameAs(thrown);
                    assertThat(catchThrowable(model.rerankAsync(REQUEST)::join)).hasRootCause(thrown);
                }
            }
        }

        await().atMost(Duration.ofSeconds(20)).until(ends::isEvenWithAttempts);
        assertThat(ends.attempts()).isEqualTo(12);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static PlainService.Builder model(String url, RerankListener listener) {
        return PlainService.model().baseUrl(url).listeners(List.of(listener)).timeout(Duration.ofSeconds(30));
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What was heard, by the name of the model asked. */
    private static final class Ends implements RerankListener {

        private final Map<String, List<String>> heard = new java.util.concurrent.ConcurrentHashMap<>();
        private final Map<RerankAttemptContext, List<String>> attempts =
                Collections.synchronizedMap(new IdentityHashMap<>());

        @Override
        public void onRequest(RerankRequestContext context) {
            note(context, "start");
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            note(context.request(), "response");
        }

        @Override
        public void onError(RerankErrorContext context) {
            note(context.request(), "error");
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            note(context.request(), "cancelled");
        }

        @Override
        public void onAttempt(RerankAttemptContext context) {
            attempts.computeIfAbsent(context, first -> new CopyOnWriteArrayList<>())
                    .add("start");
        }

        @Override
        public void onAttemptEnd(RerankAttemptEndContext context) {
            attempts.computeIfAbsent(context.attempt(), first -> new CopyOnWriteArrayList<>())
                    .add("end");
        }

        private void note(RerankRequestContext request, String event) {
            of(request.modelName().orElse("")).add(event);
        }

        List<String> of(String model) {
            return heard.computeIfAbsent(model, first -> new CopyOnWriteArrayList<>());
        }

        void awaitAll(int calls) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            IntStream.range(0, calls).allMatch(i -> of("m" + i).size() >= 2) && isEvenWithAttempts());
        }

        int attempts() {
            return attempts.size();
        }

        boolean isEvenWithAttempts() {
            synchronized (attempts) {
                return attempts.values().stream().allMatch(List.of("start", "end")::equals);
            }
        }
    }
}
