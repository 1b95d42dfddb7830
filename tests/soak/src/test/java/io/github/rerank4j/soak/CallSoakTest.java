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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many callers, three shared models, every tenth call with a fault: each call ends as it must, and nothing is left. */
class CallSoakTest {

    private static final int CALLERS = 64;
    private static final int TENCENT_PER_SECOND = 500;
    private static final int DOCUMENTS_PER_REQUEST = 16;
    /** Longer than an answered call takes on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The timeout of a call that is never answered. Each round ends with such a wait, so a share of the load has less. */
    private static final Duration UNANSWERED = Share.of(Duration.ofSeconds(10), Duration.ofSeconds(1));

    private static final Duration CONNECTIONS_LAST = Duration.ofSeconds(10);
    /** OkHttp may look for idle connections 55 s after the last use, and its thread ends a minute after that. */
    private static final Duration OKHTTP_THREADS_LAST = Duration.ofMinutes(4);

    @Test
    void two_thousand_calls_end_as_they_must_and_leave_nothing() throws InterruptedException {
        soak(2_000, 1, null, Set.of("OkHttp", "Okio", "process reaper"));
    }

    @Test
    @Tag("soak")
    void a_hundred_thousand_calls_end_as_they_must_and_leave_nothing() throws InterruptedException {
        Leftovers.assertNoGrowth(soak(Share.of(100_000), 8, UNANSWERED, Set.of()));
    }

    private static List<Long> soak(int calls, int rounds, @Nullable Duration unanswered, Set<String> lastingThreads)
            throws InterruptedException {
        List<Long> heap = new ArrayList<>();
        try (SoakServer server = SoakServer.start()) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            List<? extends RerankScoringModel> models = models(server.url());
            long start = System.nanoTime();
            try (Callers callers = new Callers(models, CALLERS, unanswered)) {
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

    private static List<? extends RerankScoringModel> models(String url) {
        return List.of(
                TencentScoringModel.builder()
                        .baseUrl(url)
                        .secretId("AKIDexample")
                        .secretKey("example")
                        .requestsPerSecond(TENCENT_PER_SECOND)
                        .customHeaders(() -> Map.of(SoakServer.SENT, Long.toString(System.nanoTime())))
                        .timeout(TIMEOUT)
                        .build(),
                SiliconFlowScoringModel.builder()
                        .baseUrl(url)
                        .apiKey("sk-example")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .maxDocumentsPerRequest(DOCUMENTS_PER_REQUEST)
                        .timeout(TIMEOUT)
                        .build(),
                GenericScoringModel.builder()
                        .baseUrl(url)
                        .dialect(RerankDialect.COHERE_V2)
                        .modelName("example-reranker")
                        .timeout(TIMEOUT)
                        .build());
    }
}
