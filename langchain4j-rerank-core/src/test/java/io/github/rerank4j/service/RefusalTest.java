package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.spi.Authorizer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller reads when a service refuses, or says something else than scores. */
class RefusalTest extends PlainServiceCase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"object\":\"chat.completion\",\"choices\":[]} | a chat completion",
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"embedding\":[0.1]}]} | a list of embeddings",
                "{\"rankings\":[]} | an object with \"rankings\"",
                "<html><title>Welcome to nginx!</title></html> | a web page \"Welcome to nginx!\"",
                "data: {\"choices\":[]} | an event stream"
            })
    void a_reply_without_scores_is_named_as_what_it_is(String body, String words) {
        answer(200, body);
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContainingAll("the reply holds no list of scores; it is " + words, "; correct baseUrl");
        }
    }

    @Test
    void a_404_speaks_of_a_model_only_where_the_service_does() {
        answer(404, "{\"err\":\"no route\"}");
        answer(404, "{\"err\":\"no such model\"}");
        try (RerankScoringModel model =
                model().baseUrl(server.url("/v1/chat/completions").toString()).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .hasMessageContainingAll(
                            "POST " + server.url("/v1/chat/completions/rank"), "the path of another API")
                    .hasMessageNotContaining("no such model");
            assertThatThrownBy(() -> model.rerank(request("a"))).hasMessageContaining("check modelName");
        }
    }

    @Test
    void the_model_asked_for_is_told_however_much_the_service_says() {
        answer(404, "{\"err\":\"no such model; " + "have a look at the list of models. ".repeat(100) + "\"}");
        try (RerankScoringModel model = model().modelName("rank-9 ").build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .hasMessageContaining("no such model; have a look")
                    .hasMessageContaining("… (model \"rank-9 \")")
                    .hasMessageEndingWith("; check modelName");
        }
    }

    @Test
    void a_page_of_a_firewall_is_not_blamed_on_the_credentials() {
        answer(403, "<html><title>Access blocked</title></html>");
        try (RerankScoringModel model = model().build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("firewall")
                    .hasMessageNotContaining("check the credentials");
        }
    }

    @Test
    void a_refusal_of_a_request_without_a_key_says_that_there_was_none() {
        answer(401, "{\"err\":\"the key is not valid\"}");
        answer(401, "{\"err\":\"the key is not valid\"}");
        answer(401, "{\"err\":\"the key is not valid\"}");
        answer(402, "{\"err\":\"no balance\"}");
        Authorizer authorizer = attempt -> CompletableFuture.completedFuture(Map.of("X-Key", "k-1234567890"));
        try (RerankScoringModel none = model().build();
                RerankScoringModel authorized = model().authorizer(authorizer).build();
                RerankScoringModel own = model().customHeaders(Map.of("X-Own-Key", "k-1234567890"))
                        .build()) {
            assertThatThrownBy(() -> none.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageEndingWith("the key is not valid; no key was sent: set apiKey");
            assertThatThrownBy(() -> authorized.rerank(request("a"))).hasMessageContaining("; check the credentials");
            assertThatThrownBy(() -> own.rerank(request("a"))).hasMessageContaining("; check the credentials");
            assertThatThrownBy(() -> none.rerank(request("a"))).hasMessageContaining("; check the credentials");
        }
    }

    @Test
    void the_cause_of_a_refusal_holds_status_code_and_request_id() {
        server.enqueue(new MockResponse.Builder()
                .code(404)
                .addHeader("X-Request-Id", "r-9")
                .body("{\"err\":\"gone\"}")
                .build());
        try (RerankScoringModel model = model().build()) {
            Throwable failure = catchThrowable(() -> model.rerank(request("a")));

            assertThat(failure).isInstanceOf(ModelNotFoundException.class).hasMessageContaining("(request r-9)");
            assertThat(failure.getCause()).isInstanceOfSatisfying(RerankHttpException.class, cause -> {
                assertThat(cause.statusCode()).isEqualTo(404);
                assertThat(cause.code()).contains("E1");
                assertThat(cause.requestId()).contains("r-9");
            });
        }
    }

    @Test
    void what_is_left_behind_an_odd_reply_is_not_read_as_the_next_answer() throws IOException {
        String stale = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"hits\":[{\"i\":0,\"s\":0.1}]}\n";
        String busy = "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 4\r\n\r\nbusy" + stale;
        String right = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"hits\":[{\"i\":0,\"s\":0.9}]}\n";
        try (RawServer raw = new RawServer(busy, right);
                RerankScoringModel model =
                        PlainService.model().baseUrl(raw.url()).build()) {
            assertThat(model.rerank(request("a")).scores()).containsExactly(0.9);
        }
    }
}
