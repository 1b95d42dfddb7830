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
import java.time.Duration;
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
    private static final String EXIT_CODE = "What does exit code 6 mean?";
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
                JsonNode about = json(get(application, "/api/about"));
                assertThat(about.at("/reranker/standIn").booleanValue()).isFalse();
                assertThat(about.at("/members").size()).isZero();
                assertThat(about.path("noSwitch").textValue()).startsWith("Only stand-ins can be taken away");
                assertThat(away(application, "primary", true).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void who_is_taken_away_is_answered_for_until_nobody_is_left() throws Exception {
        try (ConfigurableApplicationContext application =
                DeskApplication.start(AssistantApplication.class, new Environment(Map.of()), "--server.port=0")) {
            JsonNode primary = json(ask(application, EXIT_CODE));
            JsonNode one = json(away(application, "primary", true));
            JsonNode house = json(ask(application, EXIT_CODE));
            away(application, "house", true);
            JsonNode nobody = json(ask(application, EXIT_CODE));

            assertThat(primary.path("judgedBy").textValue()).isEqualTo("primary");
            assertThat(primary.at("/insteadOf").size()).isZero();
            assertThat(one.at("/0/away").booleanValue()).isTrue();
            assertThat(one.at("/1/away").booleanValue()).isFalse();

            assertThat(house.path("judgedBy").textValue()).isEqualTo("house");
            assertThat(house.at("/insteadOf/0").textValue()).isEqualTo("primary");
            assertThat(house.at("/reranker/model").textValue()).isEqualTo("BM25");
            assertThat(house.path("orderKept").booleanValue()).isFalse();
            assertThat(house.at("/after/0/score").isNumber()).isTrue();

            assertThat(nobody.path("judgedBy").isNull()).isTrue();
            assertThat(nobody.path("orderKept").booleanValue()).isTrue();
            assertThat(nobody.at("/insteadOf").size()).isEqualTo(2);
            assertThat(nobody.at("/after").size()).isEqualTo(5);
            for (int i = 0; i < 5; i++) {
                assertThat(nobody.at("/after/" + i + "/id")).isEqualTo(nobody.at("/before/" + i + "/id"));
                assertThat(nobody.at("/after/" + i + "/score").isNull()).isTrue();
            }
            assertThat(nobody.path("answer")).isEqualTo(nobody.at("/before/0/text"));
        }
    }

    @Test
    void who_is_brought_back_is_asked_again_when_its_rest_is_over() throws Exception {
        try (ConfigurableApplicationContext application =
                DeskApplication.start(AssistantApplication.class, new Environment(Map.of()), "--server.port=0")) {
            away(application, "primary", true);
            ask(application, EXIT_CODE);
            JsonNode resting = json(ask(application, EXIT_CODE));
            away(application, "primary", false);

            assertThat(resting.at("/members/0/rests").booleanValue()).isTrue();
            assertThat(resting.at("/members/0/restsForMillis").longValue()).isBetween(1L, 3000L);
            assertThat(resting.at("/members/1/rests").booleanValue()).isFalse();
            assertThat(judgedAtLast(application, "primary")).isTrue();
            assertThat(json(get(application, "/api/members")).at("/0/rests").booleanValue())
                    .isFalse();
        }
    }

    @Test
    void nobody_is_taken_away_who_is_not_there() throws Exception {
        HttpResponse<String> refused = away(APPLICATION, "nobody", true);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(json(refused).path("error").textValue())
                .isEqualTo("There is no such member; there are primary and house.");
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

    /** Asks until a member judges, for half a minute at most. */
    private static boolean judgedAtLast(ConfigurableApplicationContext application, String member) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            if (member.equals(json(ask(application, EXIT_CODE)).path("judgedBy").textValue())) {
                return true;
            }
        }
        return false;
    }

    private static HttpResponse<String> away(ConfigurableApplicationContext application, String member, boolean yes)
            throws Exception {
        return send(HttpRequest.newBuilder(address(application, "/api/members/" + member + "?away=" + yes))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) throws Exception {
        return send(HttpRequest.newBuilder(address(application, path)));
    }

    private static URI address(ConfigurableApplicationContext application, String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
