package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import io.github.rerank4j.RerankRequest;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users keep futures in caches; what a call carried must not stay with them. */
@Timeout(120)
class KeptFutureTest {

    private static final int CALLS = 60;
    private static final int BYTES_OF_A_FUTURE = 4 * 1024;
    /** What else the machine keeps meanwhile; the bodies alone would be more than twice that. */
    private static final int NOISE = 3 * 1024 * 1024;

    /** Kept by the user, and so by the response. */
    private static final String DOCUMENT = "a long document ".repeat(120 * 1024 / 16);

    private final LocalService service = new LocalService();
    private final Queue<WeakReference<String>> credentials = new ConcurrentLinkedQueue<>();
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    @AfterEach
    void stop() {
        service.close();
    }

    private enum End {
        SCORES,
        REFUSAL,
        CANCELLED,
        TIMEOUT;

        String url(LocalService service) {
            return switch (this) {
                case SCORES -> service.scores();
                case REFUSAL -> service.refuses();
                case CANCELLED, TIMEOUT -> service.isSilent();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_future_that_is_kept_holds_neither_body_nor_credentials(End end) {
        assertThatLittleIsKept(
                end,
                model -> model.rerankAsync(RerankRequest.builder()
                        .query("q")
                        .documents(List.of(DOCUMENT))
                        .build()));
    }

    @ParameterizedTest
    @EnumSource
    void nor_does_one_of_langchain4js_asynchronous_scoring(End end) {
        assertThatLittleIsKept(
                end,
                model -> model.scoreAsync(ScoringRequest.builder()
                        .query("q")
                        .documents(List.of(DOCUMENT))
                        .build()));
    }

    private void assertThatLittleIsKept(End end, Function<RerankScoringModel, CompletableFuture<?>> call) {
        try (RerankScoringModel model = model(end)) {
            endOf(end, call.apply(model));
            credentials.clear();
            long before = heapInUse();
            List<CompletableFuture<?>> kept = new ArrayList<>();

            for (int i = 0; i < CALLS; i++) {
                CompletableFuture<?> future = call.apply(model);
                future.whenComplete((value, failure) -> {});
                kept.add(endOf(end, future));
            }

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(heapInUse() - before)
                            .as("bytes kept with %s futures", kept.size())
                            .isLessThan((long) CALLS * BYTES_OF_A_FUTURE + NOISE));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                System.gc();
                assertThat(credentials).isNotEmpty().allMatch(key -> key.refersTo(null));
            });
            assertThat(kept).hasSize(CALLS).allMatch(CompletableFuture::isDone);
        }
    }

    private CompletableFuture<?> endOf(End end, CompletableFuture<?> future) {
        if (end == End.CANCELLED) {
            int before = cancelled.getAndIncrement();
            await().pollInterval(Duration.ofMillis(1)).until(() -> keys.get() > before);
            future.cancel(true);
        }
        future.handle((value, failure) -> true).join();
        return future;
    }

    private RerankScoringModel model(End end) {
        return PlainService.model()
                .baseUrl(end.url(service))
                .timeout(Duration.ofMillis(end == End.TIMEOUT ? 30 : 30_000))
                .customHeaders(() -> Map.of("Authorization", key()))
                .build();
    }

    private String key() {
        String key = "Bearer sk-" + keys.incrementAndGet();
        credentials.add(new WeakReference<>(key));
        return key;
    }

    private static long heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
