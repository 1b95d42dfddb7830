package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.fixtures.HttpTestClient;
import io.github.rerank4j.spi.StandIn;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LocalRerankServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"/rerank", "/v1/chat/completions", "/api/v1/rerank/"})
    void nothing_is_found_elsewhere(String path) throws Exception {
        try (LocalRerankServer server = settings().start();
                HttpTestClient client = HttpTestClient.plain()) {
            assertThat(client.post(server.url() + path, "{}").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void hundreds_of_clients_are_served_at_a_time() throws Exception {
        try (LocalRerankServer server = settings().start();
                HttpTestClient client = HttpTestClient.plain()) {
            List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, 400)
                    .mapToObj(i -> rank(client, server, "d" + i))
                    .toList();

            assertThat(replies)
                    .allSatisfy(reply -> assertThat(reply.join().body()).contains("\"success\":true"));
            assertThat(server.requestCount()).isEqualTo(400);
            assertThat(server.rejectedCount()).isZero();
        }
    }

    @Test
    void only_the_last_1000_requests_are_remembered() {
        try (LocalRerankServer server = settings().start();
                HttpTestClient client = HttpTestClient.plain()) {
            rank(client, server, "first").join();
            for (int i = 0; i < 1_000; i++) {
                rank(client, server, "later").join();
            }

            assertThat(server.requestCount()).isEqualTo(1_001);
            assertThat(server.requests())
                    .hasSize(1_000)
                    .noneMatch(request -> request.text().contains("first"));
        }
    }

    @Test
    void an_answer_takes_the_latency() {
        try (LocalRerankServer server =
                        settings().latency(Duration.ofMillis(100)).start();
                HttpTestClient client = HttpTestClient.plain()) {
            long start = System.nanoTime();

            rank(client, server, "a").join();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(95));
        }
    }

    @Test
    void it_listens_on_the_port_it_is_given_unless_that_is_taken() {
        int port;
        try (LocalRerankServer first = settings().start()) {
            port = URI.create(first.url()).getPort();

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> settings().port(port).start())
                    .withMessage("port " + port + " of 127.0.0.1 cannot be opened");
        }
        try (LocalRerankServer second = settings().port(port).start()) {
            assertThat(second.url()).isEqualTo("http://127.0.0.1:" + port);
        }
    }

    @Test
    void it_speaks_for_the_providers_it_knows_and_all_dialects() {
        assertThat(LocalRerankServer.speaks(StandIn.of("tencent", ScoreScale.LOGIT)))
                .isTrue();
        assertThat(LocalRerankServer.speaks(StandIn.of("tei", ScoreScale.PROBABILITY)))
                .isTrue();
        assertThat(LocalRerankServer.speaks(StandIn.of("acme", ScoreScale.PROBABILITY)))
                .isFalse();
    }

    @Test
    void wrong_settings_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalRerankServer.builder().start())
                .withMessageContaining("scorer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().tencentRequestsPerSecond(0).start());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().siliconFlowRequestsPerSecond(0).start());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().latency(Duration.ofMillis(-1)).start());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().port(-1).start());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().port(65_536).start());
    }

    private static LocalRerankServer.Builder settings() {
        return LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, document) -> 0.5))
                .apiKey("invented-key");
    }

    private static CompletableFuture<HttpResponse<String>> rank(
            HttpTestClient client, LocalRerankServer server, String document) {
        return client.postAsync(
                server.url() + "/api/v1/rerank",
                "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"" + document + "\"]}",
                "Authorization",
                "Bearer invented-key");
    }
}
