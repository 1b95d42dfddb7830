package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.spi.Attempt;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** What is repeated, how often, and what is not. */
class RepeatingTest extends PlainServiceCase {

    @Test
    void an_ambiguous_refusal_is_repeated_once_however_many_retries_there_are() {
        server.setDispatcher(always("{\"err\":\"something\"}"));
        try (RerankScoringModel model = model().maxRetries(5).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessageContainingAll("plain (POST " + server.url("/"), "HTTP 200 E1: something", "2 attempts");
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void an_ambiguous_failure_after_a_throttle_is_still_repeated_once() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "0")
                .build());
        answer(200, "{\"err\":\"something\"}");
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        try (RerankScoringModel model = model().build()) {
            assertThat(model.rerank(request("a")).attempts()).isEqualTo(3);
        }
    }

    @Test
    void without_retries_left_a_long_retry_after_is_not_what_failed() {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "3600")
                .build());
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(InternalServerException.class);
        }
    }

    @Test
    void a_backoff_that_does_not_fit_the_deadline_is_not_begun() {
        server.setDispatcher(status(503));
        try (RerankScoringModel warmUp = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> warmUp.rerank(request("a"))).isInstanceOf(InternalServerException.class);
        }
        // the waits are from 0.25 to 0.5, 0.5 to 1, and 1 to 2 s: the second fits for sure, and the third does not
        try (RerankScoringModel model =
                model().timeout(Duration.ofMillis(1_700)).maxRetries(100).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessageContainingAll("not repeated", "timeout (1.7 s)");
        }
        assertThat(server.getRequestCount() - 1).isBetween(2, 3);
    }

    @Test
    void a_tls_handshake_that_does_not_end_is_limited_and_repeated() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                RerankScoringModel model = PlainService.model()
                        .baseUrl("https://127.0.0.1:" + silent.getLocalPort())
                        .connectTimeout(Duration.ofMillis(200))
                        .maxRetries(1)
                        .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining(
                            ": no connection within 200 ms (connectTimeout): the TLS handshake did not end; if this port"
                                    + " speaks plain text, write http:// in baseUrl; check address, network and proxy,"
                                    + " or raise connectTimeout (on the httpClient, if one is set); gave up after 2 attempts");
        }
    }

    @Test
    void what_an_authorizer_puts_right_is_worth_one_more_attempt_even_without_retries() {
        server.setDispatcher(status(401));
        AtomicInteger mended = new AtomicInteger();
        Authorizer authorizer = new Authorizer() {
            @Override
            public CompletableFuture<Map<String, String>> authorize(Attempt attempt) {
                return CompletableFuture.completedFuture(Map.of("X-Key", "k"));
            }

            @Override
            public CompletableFuture<Boolean> refreshCredentials(
                    Refused refused, WireReply reply, Map<String, String> sent) {
                assertThat(sent).containsOnly(Map.entry("X-Key", "k"));
                mended.incrementAndGet();
                return CompletableFuture.completedFuture(true);
            }
        };
        try (RerankScoringModel model =
                model().authorizer(authorizer).maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(AuthenticationException.class);
        }

        assertThat(mended).hasValue(1);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }
}
