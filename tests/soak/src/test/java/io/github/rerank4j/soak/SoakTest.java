package io.github.rerank4j.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many callers, three shared models, every tenth call with a fault: each call ends as it must, and nothing is left. */
class SoakTest {

    private static final int CALLERS = 64;
    private static final int TENCENT_PER_SECOND = 500;
    private static final int DOCUMENTS_PER_REQUEST = 16;
    private static final Duration CONNECTIONS_LAST = Duration.ofSeconds(10);
    private static final long HEAP_TOLERANCE = 3L * 1024 * 1024;
    private static final int COMPARED_ROUNDS = 3;
    /** OkHttp may look for idle connections 55 s after the last use, and its thread ends a minute after that. */
    private static final Duration OKHTTP_THREADS_LAST = Duration.ofMinutes(4);

    @Test
    void two_thousand_calls_end_as_they_must_and_leave_nothing() throws InterruptedException {
        // a deadline that no busy machine passes would be long to wait for
        soak(2_000, 1, Duration.ofSeconds(30), false, Set.of("OkHttp", "Okio", "process reaper"));
    }

    @Test
    @Tag("soak")
    void a_hundred_thousand_calls_end_as_they_must_and_leave_nothing() throws InterruptedException {
        List<Long> heap = soak(Share.of(100_000), 8, Duration.ofSeconds(10), true, Set.of());

        // the first round fills caches and pools
        double early = Leftovers.average(heap.subList(1, 1 + COMPARED_ROUNDS));
        double late = Leftovers.average(heap.subList(heap.size() - COMPARED_ROUNDS, heap.size()));
        assertThat(late).as("heap in use after full collections").isLessThan(early + HEAP_TOLERANCE);
    }

    private static List<Long> soak(
            int calls, int rounds, Duration timeout, boolean deadlines, Set<String> lastingThreads)
            throws InterruptedException {
        List<Long> heap = new ArrayList<>();
        try (SoakServer server = SoakServer.start()) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            List<? extends RerankScoringModel> models = models(server.url(), timeout);
            long start = System.nanoTime();
            try (Callers callers = new Callers(models, CALLERS, deadlines)) {
                for (int round = 0; round < rounds; round++) {
                    callers.ask(calls / rounds);
                    heap.add(Leftovers.heapInUse());
                    System.out.printf(
                            "soak: %,d calls after %d s, heap %,d KB, %d connections open of %,d made%n",
                            (round + 1) * (calls / rounds),
                            (System.nanoTime() - start) / 1_000_000_000,
                            heap.get(round) / 1024,
                            server.openConnections(),
                            server.acceptedConnections());
                }
                System.out.println("soak: " + callers.ends());
                assertThat(callers.surprises()).isEmpty();
                assertThat(callers.ends().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isEqualTo(calls);
            } finally {
                models.forEach(RerankScoringModel::close);
            }
            System.out.printf(
                    "soak: %d Tencent attempts in the fullest second of %d allowed (%d requests as the server got to them,"
                            + " at most %d ms after they were sent)%n",
                    server.tencent().fullest(),
                    TENCENT_PER_SECOND,
                    server.tencent().fullestAsTheyArrived(),
                    server.tencent().longestWayMillis());
            assertThat(server.tencent().fullest()).isLessThanOrEqualTo(TENCENT_PER_SECOND);
            await().atMost(CONNECTIONS_LAST).until(() -> server.openConnections() == 0);
            await().atMost(OKHTTP_THREADS_LAST)
                    .untilAsserted(() -> assertThat(Leftovers.threads(before, lastingThreads))
                            .isEmpty());
        }
        return heap;
    }

    private static List<? extends RerankScoringModel> models(String url, Duration timeout) {
        return List.of(
                TencentScoringModel.builder()
                        .baseUrl(url)
                        .secretId("AKIDexample")
                        .secretKey("example")
                        .requestsPerSecond(TENCENT_PER_SECOND)
                        .customHeaders(() -> Map.of(SoakServer.SENT, Long.toString(System.nanoTime())))
                        .timeout(timeout)
                        .build(),
                SiliconFlowScoringModel.builder()
                        .baseUrl(url)
                        .apiKey("sk-example")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .maxDocumentsPerRequest(DOCUMENTS_PER_REQUEST)
                        .timeout(timeout)
                        .build(),
                GenericScoringModel.builder()
                        .baseUrl(url)
                        .dialect(RerankDialect.COHERE_V2)
                        .modelName("example-reranker")
                        .timeout(timeout)
                        .build());
    }
}
