package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.RerankResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How credentials reach the wire, and what happens where there are none. */
class CredentialsTest extends PlainServiceCase {

    @Test
    void waiting_for_credentials_is_on_the_clock_and_named() {
        CompletableFuture<Map<String, String>> never = new CompletableFuture<>();
        try (RerankScoringModel model = model().authorizer(attempt -> never)
                .timeout(Duration.ofMillis(100))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("credentials");
        }
        assertThat(never).isNotDone();
    }

    @Test
    void credentials_that_come_later_are_sent() throws Exception {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
        try (RerankScoringModel model = model().authorizer(attempt -> later).build()) {
            CompletableFuture<RerankResponse> call = model.rerankAsync(request("a"));
            later.complete(Map.of("X-Key", "k"));

            assertThat(call.get(20, TimeUnit.SECONDS).scores()).containsExactly(1.0);
        }
        assertThat(server.takeRequest().getHeaders().get("X-Key")).isEqualTo("k");
    }

    @Test
    void credentials_that_cannot_be_had_are_an_authentication_failure() {
        try (RerankScoringModel model = model().authorizer(
                        attempt -> CompletableFuture.failedFuture(new IOException("metadata is away")))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("metadata is away");
        }
    }

    @Test
    void a_key_that_http_cannot_carry_is_refused_without_being_shown() {
        try (RerankScoringModel model = model().authorizer(
                        attempt -> CompletableFuture.completedFuture(Map.of("X-Key", "secret\nvalue")))
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageContaining("X-Key");
        }
    }

    @Test
    void an_error_of_the_users_code_reaches_the_caller_and_frees_the_slot() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":1}]}");
        AtomicInteger asked = new AtomicInteger();
        try (RerankScoringModel model = model().maxConcurrentRequests(1)
                .authorizer(attempt -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new ExceptionInInitializerError("a broken key store");
                    }
                    return CompletableFuture.completedFuture(Map.of());
                })
                .build()) {
            assertThat(catchThrowable(() -> model.rerank(request("a")))).hasMessageContaining("a broken key store");
            assertThat(model.rerank(request("a")).scores()).containsExactly(1.0);
        }
    }
}
