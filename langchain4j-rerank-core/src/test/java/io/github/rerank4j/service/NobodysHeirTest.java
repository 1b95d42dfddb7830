package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.RerankRequest;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of a model take nothing from who calls it, and end when nobody does. */
@Timeout(120)
class NobodysHeirTest {

    private static final InheritableThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    /** Shorter than the product keeps connections that nobody uses. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String BODY = "{\"hits\":[{\"i\":0,\"s\":0.5}]}";
    private static final String SCORES =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private final LocalService service = new LocalService();

    @AfterEach
    void stop() {
        TENANT.remove();
        service.close();
    }

    private record Seen(String tenant, ClassLoader loader) {}

    @Test
    void a_supplier_on_a_thread_of_ours_sees_nobodys_thread_locals_and_class_loader() throws Exception {
        Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (RerankScoringModel model = PlainService.model()
                        .baseUrl(service.scores())
                        .customHeaders(() -> {
                            seen.add(new Seen(
                                    String.valueOf(TENANT.get()),
                                    Thread.currentThread().getContextClassLoader()));
                            return Map.of();
                        })
                        .build();
                URLClassLoader tenants = new URLClassLoader(new URL[0], usual)) {
            thread.setContextClassLoader(tenants);
            for (String tenant : List.of("A", "B", "C")) {
                TENANT.set(tenant);
                model.rerankAsync(request()).join();
            }
        } finally {
            thread.setContextClassLoader(usual);
        }

        assertThat(seen)
                .containsOnly(new Seen("null", RerankScoringModel.class.getClassLoader()))
                .hasSize(3);
    }

    @Test
    void a_model_that_nobody_closes_and_nobody_holds_goes_with_its_threads() {
        Set<Thread> before = ours();
        WeakReference<RerankScoringModel> forgotten = used();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            Set<Thread> left = ours();
            left.removeAll(before);
            assertThat(left).isEmpty();
            assertThat(forgotten.refersTo(null)).isTrue();
        });
    }

    @Test
    void a_connection_of_a_model_that_nobody_closes_ends_when_it_has_been_idle() throws Exception {
        try (RawServer server = new RawServer(SCORES);
                RerankScoringModel open = shortlyKeepingAlive(server)) {
            open.rerank(request());

            server.awaitClientGone(PATIENCE);
        }
    }

    @Test
    void a_connection_of_a_model_that_nobody_holds_ends_too() throws Exception {
        try (RawServer server = new RawServer(SCORES)) {
            WeakReference<RerankScoringModel> forgotten = forgotten(server);
            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return forgotten.refersTo(null);
            });

            server.awaitClientGone(PATIENCE);
        }
    }

    private static WeakReference<RerankScoringModel> forgotten(RawServer server) {
        RerankScoringModel model = shortlyKeepingAlive(server);
        model.rerank(request());
        return new WeakReference<>(model);
    }

    private static RerankScoringModel shortlyKeepingAlive(RawServer server) {
        return PlainService.model()
                .baseUrl(server.url())
                .keepAlive(Duration.ofMillis(200))
                .build();
    }

    private WeakReference<RerankScoringModel> used() {
        RerankScoringModel model = PlainService.model()
                .baseUrl(service.scores())
                .requestsPerSecond(1000)
                .build();
        model.rerank(request());
        model.rerankAsync(request()).join();
        return new WeakReference<>(model);
    }

    private static RerankRequest request() {
        return RerankRequest.builder().query("q").documents(List.of("a")).build();
    }

    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rerank4j"))
                .collect(Collectors.toSet());
    }
}
