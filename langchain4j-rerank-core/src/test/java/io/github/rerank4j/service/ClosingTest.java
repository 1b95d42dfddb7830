package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a model ends what is under way, and waits for nobody who hears of it. */
@Timeout(60)
class ClosingTest {

    private static final int CALLS = 1_000;
    /** Generous: a machine with nothing else to do needs a fraction of a second. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final LocalService service = new LocalService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void callers_whose_handlers_block_hold_up_neither_the_closing_thread_nor_each_other() throws Exception {
        RerankScoringModel model =
                PlainService.model().baseUrl(service.isSilent()).build();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch handling = new CountDownLatch(CALLS);
        List<CompletableFuture<Boolean>> handled = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            handled.add(model.rerankAsync(request()).handle((response, failure) -> {
                handling.countDown();
                awaitQuietly(release);
                return failure instanceof IllegalStateException;
            }));
        }

        long start = System.nanoTime();
        model.close();
        Duration closing = Duration.ofNanos(System.nanoTime() - start);

        // no handler has been let go by now, so closing has waited for none
        assertThat(closing).isLessThan(SOON);
        assertThat(handling.await(30, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        assertThat(handled).allMatch(CompletableFuture::join);
    }

    @Test
    void listeners_that_block_do_not_hold_up_the_closing_thread() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        RerankScoringModel model = PlainService.model()
                .baseUrl(service.isSilent())
                .listeners(List.of(new RerankListener() {
                    @Override
                    public void onError(RerankErrorContext context) {
                        told.incrementAndGet();
                        awaitWithoutLimit(release);
                    }
                }))
                .build();
        CompletableFuture<RerankResponse> call = model.rerankAsync(request());

        model.close();

        assertThat(call).isNotDone();
        assertThat(release.getCount()).isOne();
        release.countDown();
        assertThat(catchThrowable(call::join)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(told).hasValue(1);
    }

    @Test
    void a_caller_who_waits_in_a_blocking_call_returns() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        RerankScoringModel model = PlainService.model()
                .baseUrl(service.isSilent())
                .customHeaders(() -> {
                    underWay.countDown();
                    return Map.of();
                })
                .build();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = new Thread(() -> thrown.complete(catchThrowable(() -> model.rerank(request()))));
        caller.setDaemon(true);
        caller.start();
        assertThat(underWay.await(20, TimeUnit.SECONDS)).isTrue();

        model.close();

        assertThat(thrown.get(20, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static RerankRequest request() {
        return RerankRequest.builder().query("q").documents(List.of("a")).build();
    }

    /** Ends with the test's own limit, whose interrupt it passes on. */
    private static void awaitWithoutLimit(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(Duration.ofSeconds(50).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
