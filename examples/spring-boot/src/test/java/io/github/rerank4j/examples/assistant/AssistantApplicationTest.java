package io.github.rerank4j.examples.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.examples.knowledge.Environment;
import io.github.rerank4j.examples.spring.DeskApplication;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

class AssistantApplicationTest {

    private static final ConfigurableApplicationContext APPLICATION =
            DeskApplication.start(AssistantApplication.class, new Environment(Map.of()), "--server.port=0");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        APPLICATION.close();
    }

    @Test
    void the_answer_is_the_best_passage_and_its_way_up_is_shown() throws Exception {
        JsonNode answer = json(
                ask(APPLICATION, "Each of our keys is well under its quota and still all of them get 429 LN-4293"));

        assertThat(answer.at("/before").size()).isEqualTo(20);
        assertThat(answer.at("/after").size()).isEqualTo(5);
        JsonNode best = answer.at("/after/0");
        assertThat(best.path("id").textValue()).isEqualTo("en-limits-03");
        assertThat(best.path("position").intValue()).isEqualTo(1);
        assertThat(best.path("score").doubleValue())
                .isGreaterThan(answer.at("/after/1/score").doubleValue());
        assertThat(answer.path("answer").textValue())
                .isEqualTo(best.path("text").textValue());
        assertThat(best.path("moved").intValue()).isEqualTo(2);
        JsonNode before = answer.at("/before").get(best.path("moved").intValue());
        assertThat(before.path("id")).isEqualTo(best.path("id"));
        assertThat(before.path("score").doubleValue()).isBetween(0.1, 1.0);
        assertThat(answer.at("/took/reranking").doubleValue()).isPositive();
    }

    @Test
    void a_question_in_chinese_is_answered_in_chinese() throws Exception {
        JsonNode answer = json(ask(APPLICATION, "用 SCIM 停用离职员工以后，他建的定时任务归谁？"));

        assertThat(answer.at("/after/0/id").textValue()).isEqualTo("zh-auth-06");
        assertThat(answer.path("answer").textValue()).contains("SCIM");
    }

    @Test
    void it_says_that_neither_model_is_a_real_one() throws Exception {
        JsonNode about = json(get(APPLICATION, "/api/about"));

        assertThat(about.path("framework").textValue()).isEqualTo(System.getProperty("framework"));
        assertThat(about.at("/reranker/standIn").booleanValue()).isTrue();
        assertThat(about.at("/reranker/model").textValue()).isEqualTo("token matching over the embedding model");
        assertThat(about.path("chat").textValue()).contains("no chat model");
        assertThat(about.path("questions").size()).isEqualTo(6);
    }

    @Test
    void the_page_and_what_belongs_to_it_are_served() throws Exception {
        assertThat(get(APPLICATION, "/").body()).contains("<title>What reranking does</title>");
        assertThat(get(APPLICATION, "/page.js").statusCode()).isEqualTo(200);
        assertThat(get(APPLICATION, "/page.css").statusCode()).isEqualTo(200);
        assertThat(get(APPLICATION, "/page.svg").headers().firstValue("content-type"))
                .hasValue("image/svg+xml");
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void what_is_no_question_is_a_bad_request_and_says_why(String query, String sentence) throws Exception {
        HttpResponse<String> refused = get(APPLICATION, "/api/answer" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("error").textValue()).contains(sentence);
    }

    static Stream<Arguments> oddities() {
        return Stream.of(
                arguments("", "\"question\" is missing"),
                arguments("?q=key", "\"question\" is missing"),
                arguments("?question=", "the question is empty"),
                arguments("?question=+%0A", "the question is empty"),
                arguments("?question=%E2%80%8B%EF%BB%BF", "the question is empty"),
                arguments("?question=key%00", "the control character U+0000"),
                arguments("?question=%07", "the control character U+0007"),
                arguments("?question=%ED%A0%80", "was lost on the way"),
                arguments("?question=%C3", "was lost on the way"),
                arguments("?question=%F0%9F%94%91", "no letter and no digit"),
                arguments("?question=" + "x".repeat(10_000), "10000 characters"),
                arguments("?question=" + "%E8%8A%82".repeat(10_000), "10000 characters"));
    }

    @Test
    void nonsense_is_not_answered() throws Exception {
        JsonNode answer = json(ask(APPLICATION, "zzzz qqqq"));

        assertThat(answer.path("fits").booleanValue()).isFalse();
        assertThat(answer.path("answer").textValue()).startsWith("Nothing seems to fit");
    }

    @Test
    void the_classic_stand_in_keeps_no_passage_without_a_word_of_the_question() throws Exception {
        Environment environment = new Environment(Map.of("RERANK_STAND_IN", "bm25"));

        try (ConfigurableApplicationContext application =
                DeskApplication.start(AssistantApplication.class, environment, "--server.port=0")) {
            JsonNode nonsense = json(ask(application, "zzzz qqqq"));
            JsonNode answer = json(ask(application, "What does exit code 6 mean?"));

            assertThat(nonsense.at("/before").size()).isEqualTo(20);
            assertThat(nonsense.at("/after").size()).isZero();
            assertThat(nonsense.path("answer").textValue())
                    .startsWith("Nothing fits: reranking found nothing relevant");
            assertThat(answer.at("/after").size()).isPositive();
            assertThat(answer.at("/reranker/model").textValue()).isEqualTo("BM25");
        }
    }

    @Test
    void braces_in_a_question_are_only_braces() throws Exception {
        assertThat(ask(APPLICATION, "what is {query} in {{it}}, <b>?").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_reranker_that_fails_is_a_bad_gateway_and_says_why() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.respondWith(request -> ScriptedReply.json(401, "{\"message\": \"who are you?\"}"));
            Environment environment = new Environment(Map.of("RERANK_BASE_URL", server.url(), "RERANK_MODEL", "any"));

            try (ConfigurableApplicationContext application =
                    DeskApplication.start(AssistantApplication.class, environment, "--server.port=0")) {
                HttpResponse<String> refused = ask(application, "What does exit code 6 mean?");

                assertThat(refused.statusCode()).isEqualTo(502);
                assertThat(json(refused).path("error").textValue())
                        .startsWith("The reranker failed: ")
                        .contains("who are you?");
                assertThat(json(get(application, "/api/about"))
                                .at("/reranker/standIn")
                                .booleanValue())
                        .isFalse();
            }
        }
    }

    @Test
    void wrong_settings_end_it_before_it_starts() {
        Environment environment = new Environment(Map.of("RERANK_BASE_URL", "nowhere"));

        assertThatThrownBy(() -> DeskApplication.start(AssistantApplication.class, environment, "--server.port=0"))
                .hasStackTraceContaining("langchain4j.rerank.generic.model-name is missing");
    }

    private static HttpResponse<String> ask(ConfigurableApplicationContext application, String question)
            throws Exception {
        return get(application, "/api/answer?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
