package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.fixtures.HttpTestClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EnvelopeServiceTest {
    private final HttpTestClient client = HttpTestClient.plain();
    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer((query, documents) -> documents.stream()
                    .mapToDouble(document -> 1.0 / (documents.size() - 3) * document.length())
                    .toArray())
            .apiKey("invented-key")
            .start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void results_come_in_an_envelope() throws Exception {
        HttpResponse<String> response = send("{'model':'m','query':'q','documents':['a','b','c','dd']}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":{\"results\":["
                        + "{\"index\":3,\"relevance_score\":2.0},{\"index\":0,\"relevance_score\":1.0},"
                        + "{\"index\":1,\"relevance_score\":1.0},{\"index\":2,\"relevance_score\":1.0}]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','input':{'query':{'text':'q'},'documents':[{'text':'a'},'bb','c','d']},"
                        + "'parameters':{'top_n':1,'return_documents':true}}",
                "{'model':'m','query':'q','documents':['a',{'text':'bb'},'c','d'],'top_n':1,'return_documents':true}",
            })
    void texts_are_found_in_the_body_and_in_its_input(String body) throws Exception {
        JsonNode reply = json(send(body));

        assertThat(reply.at("/data/results").toString())
                .isEqualTo("[{\"index\":1,\"relevance_score\":2.0,\"document\":{\"text\":\"bb\"}}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'query':'q','documents':['a']}",
                "{'model':'','query':'q','documents':['a']}",
                "{'model':'m','documents':['a']}",
                "{'model':'m','query':'q'}",
                "{'model':'m','query':'q','documents':[]}",
                "{'model':'m','query':'q','documents':'a'}",
                "{'model':'m','query':'q','documents':[{'image':'https://example.com/a.png'}]}",
                "{'model':'m','query':'q','documents':['a','b','c','d'],'top_n':0}",
                "[]",
                "{",
            })
    void bad_input_is_no_success(String body) throws Exception {
        HttpResponse<String> response = send(body);

        JsonNode reply = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reply.path("success").booleanValue()).isFalse();
        assertThat(reply.path("code").textValue()).isEqualTo("400");
        assertThat(reply.path("message").textValue()).isNotEmpty();
        assertThat(reply.get("data").isNull()).isTrue();
    }

    @Test
    void a_wrong_key_is_refused_by_the_gateway() throws Exception {
        HttpResponse<String> response = client.post(server.url() + "/api/v1/rerank", "{}");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).at("/error/code").textValue()).isEqualTo("unauthorized");
    }

    @Test
    void a_failing_scorer_is_a_server_error() throws Exception {
        HttpResponse<String> response = send("{'model':'m','query':'q','documents':['a','b','c']}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(json(response).path("success").booleanValue()).isFalse();
    }

    private HttpResponse<String> send(String body) throws Exception {
        return client.post(
                server.url() + "/api/v1/rerank", body.replace('\'', '"'), "Authorization", "Bearer invented-key");
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }
}
