package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model does while a service asks for patience. */
class WaitingTest {

    private static final String LOADING =
            "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"},\"err\":\"Loading model\"}";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_server_that_is_loading_is_asked_more_often_than_retries_are_allowed() {
        AtomicInteger permits = new AtomicInteger();
        for (int i = 0; i < 6; i++) {
            answer(503, LOADING, "Retry-After", "0");
        }
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}]}");
        try (RerankScoringModel model =
                model().maxRetries(1).rateLimiter(counting(permits)).build()) {
            RerankResponse response = model.rerank(request("a"));

            assertThat(response.scores()).containsExactly(0.5);
            assertThat(response.attempts()).isEqualTo(7);
            assertThat(permits).hasValue(7);
        }
    }

    @Test
    void without_retries_a_server_that_is_loading_is_asked_once() {
        answer(503, LOADING);
        try (RerankScoringModel model = model().maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessageContaining("loaded its model");
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_never_gets_ready_is_asked_until_the_time_is_up() {
        server.setDispatcher(always(503, LOADING));
        try (RerankScoringModel model =
                model().maxRetries(1).timeout(Duration.ofSeconds(4)).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOfAny(InternalServerException.class, TimeoutException.class)
                    .hasMessageContaining("4 s");
            assertThat(server.getRequestCount()).isBetween(3, 20);
        }
    }

    @Test
    void an_estimate_is_waited_for_and_one_that_is_too_long_is_not_believed() {
        answer(503, "{\"error\":\"Model m is currently loading\",\"estimated_time\":0.3}");
        answer(503, "{\"error\":\"Model m is currently loading\",\"estimated_time\":1809.18}");
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}]}");
        long start = System.nanoTime();
        try (RerankScoringModel model = model().maxRetries(1).build()) {
            assertThat(model.rerank(request("a")).attempts()).isEqualTo(3);
        }
        // 0.3 s, and then the second step of the waits that grow: half a second at least
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(800));
    }

    @Test
    void failures_of_other_kinds_are_counted_as_if_the_server_had_not_been_loading() {
        answer(503, LOADING, "Retry-After", "0");
        answer(503, LOADING, "Retry-After", "0");
        answer(500, "{\"err\":\"broken\"}", "Retry-After", "0");
        answer(500, "{\"err\":\"broken\"}", "Retry-After", "0");
        try (RerankScoringModel model = model().maxRetries(1).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InternalServerException.class)
                    .hasMessageContainingAll("broken", "4 attempts");
        }
    }

    @Test
    void at_once_again_and_again_is_not_at_once() {
        server.setDispatcher(always(429, "{\"err\":\"slow down\"}", "Retry-After", "0"));
        try (RerankScoringModel model = model().maxRetries(Integer.MAX_VALUE)
                .timeout(Duration.ofSeconds(3))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOfAny(RateLimitException.class, TimeoutException.class);
            assertThat(server.getRequestCount()).isBetween(2, 25);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry-after-ms", "x-ms-retry-after-ms"})
    void milliseconds_are_preferred_to_seconds(String header) {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader(header, "120")
                .addHeader("Retry-After", "3600")
                .body("{\"err\":\"slow down\"}")
                .build());
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}]}");
        try (RerankScoringModel model = model().build()) {
            assertThat(model.rerank(request("a")).attempts()).isEqualTo(2);
        }
    }

    @Test
    void a_used_up_limit_is_waited_for_until_its_reset() {
        answer(
                429,
                "{\"err\":\"slow down\"}",
                "x-ratelimit-remaining-requests",
                "0",
                "x-ratelimit-reset-requests",
                "1h");
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("asks to wait 3600 s");
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void a_reset_means_nothing_where_the_service_failed() {
        answer(500, "{\"err\":\"broken\"}", "x-ratelimit-reset", "3600");
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}]}");
        try (RerankScoringModel model = model().build()) {
            assertThat(model.rerank(request("a")).attempts()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void an_asynchronous_call_that_waits_for_the_service_can_be_cancelled_and_holds_no_permit(int status) {
        AtomicInteger permits = new AtomicInteger();
        answer(status, "{\"err\":\"later\"}", "Retry-After", "30");
        try (RerankScoringModel model =
                model().maxRetries(0).rateLimiter(counting(permits)).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isNotNull();

            CompletableFuture<RerankResponse> waiting = model.rerankAsync(request("a"));
            boolean cancelled = waiting.cancel(true);

            assertThat(cancelled).isTrue();
            assertThat(permits).hasValue(1);
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void a_wish_is_that_of_one_model() {
        answer(429, "{\"err\":\"slow down\"}", "Retry-After", "3600");
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.5}]}");
        try (RerankScoringModel model = model().modelName("one").build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(RateLimitException.class);
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .hasMessageContainingAll("not sent", "3600 s", "HTTP 429")
                    .isInstanceOfSatisfying(
                            NoPermitInTimeException.class,
                            unsent -> assertThat(unsent.leastWait())
                                    .isBetween(Duration.ofSeconds(3500), Duration.ofSeconds(3600)));

            RerankRequest other = RerankRequest.builder()
                    .query("q")
                    .documents(List.of("a"))
                    .modelName("two")
                    .build();
            assertThat(model.rerank(other).scores()).containsExactly(0.5);
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "1000000000"})
    void whoever_is_told_to_wait_for_hours_is_not_advised_to_raise_the_timeout(String seconds) {
        answer(429, "{\"err\":\"slow down\"}", "Retry-After", seconds);
        try (RerankScoringModel model = model().build()) {
            for (int call = 0; call < 2; call++) {
                assertThatThrownBy(() -> model.rerank(request("a")))
                        .isInstanceOf(RateLimitException.class)
                        .hasMessageContainingAll(seconds + " s", "try again after that time")
                        .hasMessageNotContaining("raise");
            }
        }
    }

    @Test
    void a_call_that_waits_in_line_says_what_limits_it_and_how_many_wait() {
        try (RerankScoringModel model = model().rateLimiter(demand -> new CompletableFuture<>())
                .timeout(Duration.ofMillis(400))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContainingAll(
                            "a permit",
                            "requests of this model that wait for the rate limit",
                            ": 1;",
                            "fewer calls at once");
        }
    }

    @Test
    void a_request_that_is_too_large_says_how_large_it_was_and_which_setting_to_lower() {
        answer(413, "{\"err\":\"length limit exceeded\"}");
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll(
                            "length limit exceeded",
                            "2 documents",
                            "bytes",
                            "maxBytesPerRequest",
                            "maxDocumentsPerRequest");
        }
    }

    @Test
    void one_document_that_is_too_large_is_told_as_one() {
        answer(413, "");
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).hasMessageContaining(": HTTP 413 E1: (1 document, ");
        }
    }

    private PlainService.Builder model() {
        return PlainService.model().baseUrl(server.url("/").toString());
    }

    private static RateLimiter counting(AtomicInteger permits) {
        return demand -> {
            permits.incrementAndGet();
            return CompletableFuture.completedFuture(new RateLimiter.Permit() {});
        };
    }

    private static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    private void answer(int status, String body, String... headers) {
        server.enqueue(response(status, body, headers));
    }

    private static Dispatcher always(int status, String body, String... headers) {
        MockResponse response = response(status, body, headers);
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response;
            }
        };
    }

    private static MockResponse response(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }
}
