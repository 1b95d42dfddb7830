package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.fixtures.HttpTestClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DialectServiceTest {
    private static final String KEY = "invented-key";
    private static final String FLAT = "{'model':'m','query':'q','documents':['a','ccc','bb']}";

    private final HttpTestClient client = HttpTestClient.plain();
    private LocalRerankServer server = settings().start();

    static List<LocalDialect> dialects() {
        return LocalDialect.ALL;
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "jina|/v1/rerank|" + FLAT + "|/results|relevance_score",
                "Voyage|/v1/rerank|" + FLAT + "|/data|relevance_score",
                "COHERE_V1|/v1/rerank|{'query':'q','documents':['a','ccc','bb']}|/results|relevance_score",
                "cohere-v2|/v2/rerank|" + FLAT + "|/results|relevance_score",
                "sglang|/v1/rerank|" + FLAT + "|~~|score",
                "tei|/rerank|{'query':'q','texts':['a','ccc','bb']}|~~|score",
                "nvidia-nim|/v1/ranking|{'model':'m','query':{'text':'q'},'passages':"
                        + "[{'text':'a'},{'text':'ccc'},{'text':'bb'}]}|/rankings|logit",
                "mixedbread|/v1/reranking|{'model':'m','query':'q','input':['a','ccc','bb']}|/data|score",
                "dashscope|/api/v1/services/rerank/text-rerank/text-rerank|"
                        + "{'model':'m','input':{'query':'q','documents':['a','ccc','bb']}}"
                        + "|/output/results|relevance_score",
                "openrouter|/api/v1/rerank|" + FLAT + "|/results|relevance_score",
                "envelope|/api/v1/rerank|" + FLAT + "|/data/results|relevance_score",
            })
    void results_stand_best_first_where_the_service_has_them(
            String dialect, String path, String body, String results, String score) throws Exception {
        restart(settings().dialect(dialect));

        HttpResponse<String> response = send(path, body);

        JsonNode hits = json(response).at(results);
        assertThat(hits.findValuesAsText("index")).containsExactly("1", "2", "0");
        assertThat(hits.findValuesAsText(score)).containsExactly("0.3", "0.2", "0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Qwen/Qwen3-Reranker-8B", "Qwen%2FQwen3-Reranker-8B", "m"})
    void deepinfra_has_the_model_in_the_path_and_scores_in_document_order(String model) throws Exception {
        restart(settings().dialect("deepinfra"));

        HttpResponse<String> response =
                send("/v1/inference/" + model, "{'queries':['q','q','q'],'documents':['a','ccc','bb']}");

        assertThat(json(response).path("scores").toString()).isEqualTo("[0.1,0.3,0.2]");
        assertThat(json(response).path("input_tokens").intValue()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'queries':['q'],'documents':['a','b']}",
                "{'queries':['q','p'],'documents':['a','b']}",
                "{'queries':'q','documents':['a']}",
            })
    void deepinfra_wants_the_query_once_for_each_document(String body) throws Exception {
        restart(settings().dialect("deepinfra"));

        HttpResponse<String> response = send("/v1/inference/m", body);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/detail/0/msg").textValue()).isNotEmpty();
    }

    @Test
    void tei_names_its_tokens_in_a_header_and_has_no_words_for_a_wrong_key() throws Exception {
        restart(settings().dialect("tei"));

        HttpResponse<String> ranked = send("/rerank", "{'query':'q','texts':['a','b']}");
        HttpResponse<String> refused = client.post(server.url() + "/rerank", "{}");

        assertThat(ranked.headers().firstValue("x-compute-tokens")).contains("4");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
    }

    @Test
    void pinecone_wants_a_key_without_a_prefix_and_a_version() throws Exception {
        restart(settings().dialect("pinecone"));
        String url = server.url() + "/rerank";
        String body = "{\"model\":\"m\",\"query\":\"q\",\"documents\":[{\"text\":\"a\"}]}";

        assertThat(client.post(url, body, "Api-Key", KEY, "X-Pinecone-Api-Version", "2026-04")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post(url, body, "Api-Key", KEY).statusCode()).isEqualTo(400);
        assertThat(client.post(url, body, "Authorization", "Bearer " + KEY).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void nobody_gets_in_without_the_key_if_there_is_one(LocalDialect dialect) {
        ReceivedRequest request = new ReceivedRequest("POST", "/", Map.of(), new byte[0]);

        assertThat(status(dialect, new ApiKey(KEY), request)).isEqualTo(401);
    }

    private static int status(LocalDialect dialect, ApiKey key, ReceivedRequest request) {
        return dialect.service().apply(byLength(), key).respond(request).status();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "voyage|/v1/rerank|400|/detail",
                "cohere-v2|/v2/rerank|400|/message",
                "vllm|/v1/rerank|400|/error/message",
                "localai|/v1/rerank|422|~~",
                "dashscope-compatible|/compatible-api/v1/reranks|400|/message",
                "zhipu|/api/paas/v4/rerank|400|/error/message",
            })
    void a_bad_request_is_refused_in_the_form_of_the_service(String dialect, String path, int status, String message)
            throws Exception {
        restart(settings().dialect(dialect));

        HttpResponse<String> response = send(path, "{'model':'m','query':'q','documents':[]}");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at(message).textValue()).isEqualTo("/documents must be an array that is not empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'query':'q','documents':['a']}",
                "{'model':'','query':'q','documents':['a']}",
                "{'model':'m','documents':['a']}",
                "{'model':'m','query':'','documents':['a']}",
                "{'model':'m','query':{'text':'q'},'documents':['a']}",
                "{'model':'m','query':'q','documents':'a'}",
                "{'model':'m','query':'q','documents':[{'text':'a'}]}",
                "{'model':'m','query':'q','documents':['a',' ']}",
                "[]",
                "{",
            })
    void what_the_service_does_not_take_is_refused(String body) throws Exception {
        restart(settings().dialect("qianfan"));

        assertThat(send("/v2/rerank", body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"64, 4096, 200", "65, 1, 400", "1, 4097, 400"})
    void documents_are_counted_and_measured(int documents, int characters, int status) throws Exception {
        restart(settings().dialect("qianfan"));
        String document = "'" + "字".repeat(characters) + "'";

        HttpResponse<String> response = send(
                "/v2/rerank",
                "{'model':'m','query':'q','documents':[" + String.join(",", Collections.nCopies(documents, document))
                        + "]}");

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void the_other_services_stay_where_they_are_unless_the_path_is_the_same() throws Exception {
        restart(settings().dialect("voyage"));

        assertThat(json(send("/api/v1/rerank", FLAT)).path("success").booleanValue())
                .isTrue();
        assertThat(json(send("/v1/rerank", FLAT)).path("object").textValue()).isEqualTo("list");
        assertThat(send("/rerank", FLAT).statusCode()).isEqualTo(404);
    }

    @Test
    void a_failing_scorer_is_a_server_error() throws Exception {
        restart(settings().dialect("jina").scorer((query, documents) -> new double[] {Double.NaN}));

        assertThat(send("/v1/rerank", FLAT).statusCode()).isEqualTo(500);
    }

    @Test
    void an_unknown_dialect_is_refused_with_the_names_that_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().dialect("acme"))
                .withMessageContaining("no dialect named \"acme\"; give one of envelope, cohere-v1, cohere-v2, jina");
    }

    private static LocalRerankServer.Builder settings() {
        return LocalRerankServer.builder().scorer(byLength()).apiKey(KEY);
    }

    private static RerankScorer byLength() {
        return RerankScorer.each((query, document) -> document.length() / 10.0);
    }

    private void restart(LocalRerankServer.Builder settings) {
        server.close();
        server = settings.start();
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        return client.post(server.url() + path, body.replace('\'', '"'), "Authorization", "Bearer " + KEY);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }
}
