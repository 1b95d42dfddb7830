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
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SiliconFlowServiceTest {
    private static final String START = "{'model':'BAAI/bge-reranker-v2-m3','query':'q',";

    private final HttpTestClient client = HttpTestClient.plain();
    private LocalRerankServer server = settings().start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void results_come_best_first_with_their_index() throws Exception {
        HttpResponse<String> response = send(START + "'documents':['a','ccc','bb','ddd']}");

        JsonNode reply = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("x-siliconcloud-trace-id")).isPresent();
        assertThat(reply.path("results").toString())
                .isEqualTo("[{\"index\":1,\"relevance_score\":0.3},{\"index\":3,\"relevance_score\":0.3},"
                        + "{\"index\":2,\"relevance_score\":0.2},{\"index\":0,\"relevance_score\":0.1}]");
        assertThat(reply.path("id").textValue()).isNotEmpty();
        assertThat(reply.at("/meta/tokens/input_tokens").intValue()).isEqualTo(8);
        assertThat(reply.at("/meta/tokens/output_tokens").intValue()).isZero();
    }

    @Test
    void documents_are_returned_and_cut_when_asked() throws Exception {
        JsonNode reply = json(send(START + "'documents':['a','bb'],'return_documents':true,'top_n':1}"));

        assertThat(reply.path("results").toString())
                .isEqualTo("[{\"document\":{\"text\":\"bb\"},\"index\":1,\"relevance_score\":0.2}]");
    }

    @Test
    void one_document_may_be_a_string() throws Exception {
        assertThat(json(send(START + "'documents':'a'}")).path("results")).hasSize(1);
    }

    @Test
    void known_options_and_unknown_members_are_accepted() throws Exception {
        HttpResponse<String> response = send(START
                + "'documents':['a'],'instruction':'rank','max_chunks_per_doc':1,'overlap_tokens':80,'instruct':1}");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_key_gets_a_bare_string() throws Exception {
        HttpResponse<String> response = client.post(server.url() + "/v1/rerank", "{}", "Authorization", "Bearer other");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("\"Invalid token\"");
    }

    @Test
    void a_server_without_a_key_lets_everybody_in() throws Exception {
        restart(LocalRerankServer.builder().scorer(byLength()));

        assertThat(send(START + "'documents':['a']}").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'query':'q','documents':['a']} | 20013",
                "{'model':'other','query':'q','documents':['a']} | 20012",
                "{'model':1,'query':'q','documents':['a']} | 20015",
                "{'model':'BAAI/bge-reranker-v2-m3','documents':['a']} | 20019",
                "{'model':'BAAI/bge-reranker-v2-m3','query':'','documents':['a']} | 20019",
                START + "'x':1} | 20020",
                START + "'documents':[]} | 20020",
                START + "'documents':[1]} | 20015",
                START + "'documents':{}} | 20015",
                START + "'documents':['a'],'top_n':0} | 20015",
                START + "'documents':['a'],'top_n':'1'} | 20015",
                START + "'documents':['a'],'overlap_tokens':81} | 20015",
                START + "'documents':['a'],'return_documents':1} | 20015",
                START + "'documents':['a'],'instruction':''} | 20015",
                "[] | 20015",
                "{ | 20015",
            })
    void wrong_bodies_are_refused(String body, int code) throws Exception {
        HttpResponse<String> response = send(body);

        JsonNode reply = json(response);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(reply.path("code").intValue()).isEqualTo(code);
        assertThat(reply.path("message").textValue()).isNotEmpty();
        assertThat(reply.get("data").isNull()).isTrue();
    }

    @Test
    void the_models_can_be_replaced() throws Exception {
        restart(settings().siliconFlowModels("qwen3-rerank"));

        assertThat(send("{'model':'qwen3-rerank','query':'q','documents':['a']}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(START + "'documents':['a']}").statusCode()).isEqualTo(400);
    }

    @Test
    void requests_beyond_the_rate_are_refused_without_a_code() throws Exception {
        restart(settings().siliconFlowRequestsPerSecond(1));
        send(START + "'documents':['a']}");

        HttpResponse<String> second = send(START + "'documents':['a']}");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(json(second).has("code")).isFalse();
        assertThat(json(second).path("message").textValue()).contains("rate limiting");
        assertThat(server.rejectedCount()).isEqualTo(1);
    }

    @Test
    void a_failing_scorer_is_a_server_error() throws Exception {
        restart(settings().scorer((query, documents) -> new double[] {Double.NaN}));

        assertThat(send(START + "'documents':['a']}").statusCode()).isEqualTo(500);
    }

    private static LocalRerankServer.Builder settings() {
        return LocalRerankServer.builder().scorer(byLength()).apiKey("sk-invented");
    }

    private static RerankScorer byLength() {
        return RerankScorer.each((query, document) -> document.length() / 10.0);
    }

    private void restart(LocalRerankServer.Builder settings) {
        server.close();
        server = settings.start();
    }

    private HttpResponse<String> send(String body) throws Exception {
        return client.post(
                server.url() + "/v1/rerank",
                body.replace('\'', '"'),
                "Authorization",
                "Bearer sk-invented",
                "Content-Type",
                "application/json");
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }
}
