package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An executor that a request names may run tasks at once, block or forget them: that is its own call's trouble alone. */
@Timeout(60)
class RequestedExecutorTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Executor AT_ONCE = Runnable::run;
    private static final Executor FORGETFUL = task -> {};

    private final MockWebServer server = new MockWebServer();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> arrived = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                String body = Objects.requireNonNull(request.getBody()).utf8();
                for (Map.Entry<String, CountDownLatch> each : held.entrySet()) {
                    if (body.contains(each.getKey())) {
                        arrived.add(each.getKey());
                        each.getValue().await();
                    }
                }
                return new MockResponse.Builder()
                        .body("{\"hits\":[{\"i\":0,\"s\":0.5}]}")
                        .build();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        held.values().forEach(CountDownLatch::countDown);
        server.close();
    }

    @Test
    void one_that_runs_tasks_at_once_holds_up_no_other_call() {
        holdUpNobody(AT_ONCE);
    }

    @Test
    void nor_does_a_pool_that_is_full() {
        CountDownLatch busy = new CountDownLatch(1);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            pool.execute(() -> awaitQuietly(busy));
            holdUpNobody(pool);
        } finally {
            busy.countDown();
            pool.shutdownNow();
        }
    }

    private void holdUpNobody(Executor executor) {
        hold("first");
        hold("second");
        try (RerankScoringModel model = model().maxConcurrentRequests(1).build()) {
            CompletableFuture<RerankResponse> first = model.rerankAsync(request("first"));
            awaitArrived("first");
            CompletableFuture<RerankResponse> second = model.rerankAsync(
                    request("second").toBuilder().executor(executor).build());

            release("first");
            awaitArrived("second");

            assertThat(first).succeedsWithin(SOON);
            assertThat(second).isNotDone();
            release("second");
            assertThat(second).succeedsWithin(SOON);
        }
    }

    @Test
    void what_waits_for_a_limiter_goes_on_while_such_a_call_is_under_way() {
        hold("second");
        RateLimiter limiter = RateLimiters.perSecond(1);
        try (RerankScoringModel model = model().rateLimiter(limiter).build()) {
            assertThat(model.rerank(request("first")).scores()).hasSize(1);
            CompletableFuture<RerankResponse> second = model.rerankAsync(
                    request("second").toBuilder().executor(AT_ONCE).build());

            assertThat(model.rerankAsync(request("third"))).succeedsWithin(SOON);
            assertThat(second).isNotDone();
            release("second");
            assertThat(second).succeedsWithin(SOON);
        }
    }

    @Test
    void the_slot_and_the_permit_of_a_task_that_is_forgotten_come_back_with_the_end_of_its_call() {
        RateLimiter limiter = RateLimiters.perSecond(1.0 / 3600);
        RerankRequest forgotten =
                request("forgotten").toBuilder().executor(FORGETFUL).build();
        try (RerankScoringModel model =
                model().maxConcurrentRequests(1).rateLimiter(limiter).build()) {
            model.rerankAsync(forgotten).cancel(true);

            assertThat(model.rerankAsync(request("next"))).succeedsWithin(SOON);
        }
    }

    @Test
    void a_call_that_is_cancelled_leaves_its_place_before_a_busy_pool_gets_to_it() {
        CountDownLatch busy = new CountDownLatch(1);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        try (RerankScoringModel model = model().maxConcurrentRequests(1).build()) {
            pool.execute(() -> awaitQuietly(busy));
            CompletableFuture<RerankResponse> queued = model.rerankAsync(
                    request("queued").toBuilder().executor(pool).build());
            await().until(() -> !pool.getQueue().isEmpty());
            queued.cancel(true);

            assertThat(model.rerankAsync(request("next"))).succeedsWithin(SOON);
            busy.countDown();
            assertThat(model.rerankAsync(
                            request("last").toBuilder().executor(pool).build()))
                    .succeedsWithin(SOON);
        } finally {
            busy.countDown();
            pool.shutdownNow();
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_call_whose_task_is_forgotten_says_what_it_waited_for() {
        try (RerankScoringModel model = model().timeout(Duration.ofMillis(300)).build()) {
            RerankRequest forgotten =
                    request("a").toBuilder().executor(FORGETFUL).build();

            assertThat(model.rerankAsync(forgotten))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(TimeoutException.class)
                    .withMessageContainingAll(
                            "a thread of the request's executor", "find out why the request's executor");
        }
    }

    @Test
    void one_that_refuses_fails_its_call_and_no_other() {
        IllegalStateException full = new IllegalStateException("full");
        RerankRequest refused = request("refused").toBuilder()
                .executor(task -> {
                    throw full;
                })
                .build();
        try (RerankScoringModel model = model().maxConcurrentRequests(1).build()) {
            assertThat(model.rerankAsync(refused))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withCause(full);
            assertThat(model.rerankAsync(request("next"))).succeedsWithin(SOON);
        }
    }

    private PlainService.Builder model() {
        return PlainService.model().baseUrl(server.url("/").toString()).maxRetries(0);
    }

    private void hold(String document) {
        held.put(document, new CountDownLatch(1));
    }

    private void release(String document) {
        Objects.requireNonNull(held.get(document)).countDown();
    }

    private void awaitArrived(String document) {
        await().atMost(SOON).until(() -> arrived.contains(document));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RerankRequest request(String document) {
        return RerankRequest.builder().query("q").documents(List.of(document)).build();
    }
}
