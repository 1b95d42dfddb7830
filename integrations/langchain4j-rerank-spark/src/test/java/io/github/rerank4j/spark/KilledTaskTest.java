package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class KilledTaskTest {

    private final SilentServer server = new SilentServer();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void killing_a_job_ends_its_requests_on_the_wire() throws Exception {
        RerankTransform transform = transform();
        CompletableFuture<Object> job = CompletableFuture.supplyAsync(() -> {
            // false: Spark does not interrupt the thread, the task has to look
            Sparks.session().sparkContext().setJobGroup("killed", "killed", false);
            return transform.apply(Sparks.pairs(1, 1)).collectAsList();
        });
        assertThat(server.asked.await(60, TimeUnit.SECONDS)).isTrue();

        Sparks.session().sparkContext().cancelJobGroup("killed");

        assertThat(server.hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(job::get).hasStackTraceContaining("cancelled");
    }

    @Test
    void a_task_that_has_all_rows_it_needs_leaves_no_request_behind() throws Exception {
        try (StubServer quick = StubServer.open()) {
            RerankTransform transform =
                    Sparks.transform(quick).requestsInFlight(2).build();

            assertThat(transform.apply(Sparks.pairs(50, 1)).limit(1).collectAsList())
                    .hasSize(1);
            assertThat(quick.requests()).isLessThan(50);
        }
    }

    private RerankTransform transform() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "provider", "siliconflow",
                "baseUrl", server.url(),
                "modelName", "BAAI/bge-reranker-v2-m3",
                "apiKey", "${RERANK_TEST_KEY}"));
        return RerankTransform.builder()
                .model("silent", settings)
                .query("question_id", "question")
                .document("doc_id", "text")
                .build();
    }

    /** Takes a request, never responds, and notices when the other side hangs up. */
    private static final class SilentServer {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch hungUp = new CountDownLatch(1);
        private final ServerSocket socket;

        SilentServer() {
            try {
                socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            Thread thread = new Thread(this::listen, "silent-server");
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        private void listen() {
            try (Socket connection = socket.accept();
                    InputStream input = connection.getInputStream()) {
                for (int next = input.read(); next >= 0; next = input.read()) {
                    asked.countDown();
                }
                hungUp.countDown();
            } catch (IOException reset) {
                hungUp.countDown();
            }
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
