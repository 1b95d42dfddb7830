package io.github.rerank4j.examples.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged application, in a process of its own, without a key. */
@QuarkusIntegrationTest
class AssistantApplicationIT {

    private static final String EXIT_CODE = "What does exit code 6 mean?";

    @Test
    void the_answer_is_the_best_passage_and_its_way_up_is_shown() {
        JsonPath answer = ask("Each of our keys is well under its quota and still all of them get 429 LN-4293");

        assertThat(answer.getList("before")).hasSize(20);
        assertThat(answer.getList("after")).hasSize(5);
        assertThat(answer.getString("after[0].id")).isEqualTo("en-limits-03");
        assertThat(answer.getInt("after[0].moved")).isEqualTo(2);
        assertThat(answer.getString("answer")).isEqualTo(answer.getString("after[0].text"));
        assertThat(answer.getDouble("took.reranking")).isPositive();
    }

    @Test
    void a_question_in_chinese_is_answered_in_chinese() {
        JsonPath answer = ask("用 SCIM 停用离职员工以后，他建的定时任务归谁？");

        assertThat(answer.getString("after[0].id")).isEqualTo("zh-auth-06");
    }

    @Test
    void it_says_that_neither_model_is_a_real_one() {
        JsonPath about = given().get("/api/about").jsonPath();

        assertThat(about.getString("framework")).isEqualTo("Quarkus");
        assertThat(about.getBoolean("reranker.standIn")).isTrue();
        assertThat(about.getString("reranker.model")).isEqualTo("token matching over the embedding model");
        assertThat(about.getString("chat")).contains("no chat model");
    }

    @Test
    void the_page_is_served() {
        assertThat(given().get("/").asString()).contains("<title>What reranking does</title>");
        assertThat(given().get("/page.js").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is missing",
        "'?q=key', is missing",
        "'?question=', the question is empty",
        "'?question=%E2%80%8B', the question is empty",
        "'?question=key%07', the control character U+0007",
        "'?question=%F0%9F%94%91', no letter and no digit"
    })
    void what_is_no_question_is_a_bad_request_and_says_why(String query, String sentence) {
        Response refused = given().urlEncodingEnabled(false).get("/api/answer" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error")).contains(sentence);
    }

    @Test
    void a_question_of_10_000_characters_is_refused_with_a_sentence() {
        Response refused = given().queryParam("question", "节".repeat(10_000)).get("/api/answer");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("error")).contains("10000 characters");
    }

    @Test
    void nonsense_is_not_answered() {
        assertThat(ask("zzzz qqqq").getBoolean("fits")).isFalse();
    }

    @Test
    void who_is_taken_away_is_answered_for_until_nobody_is_left() {
        try {
            assertThat(ask(EXIT_CODE).getString("judgedBy")).isEqualTo("primary");

            assertThat(away("primary", true).getList("away")).containsExactly(true, false);
            JsonPath house = ask(EXIT_CODE);

            assertThat(house.getString("judgedBy")).isEqualTo("house");
            assertThat(house.getList("insteadOf")).containsExactly("primary");
            assertThat(house.getString("reranker.model")).isEqualTo("BM25");
            assertThat(house.getBoolean("orderKept")).isFalse();

            away("house", true);
            JsonPath nobody = ask(EXIT_CODE);

            assertThat(nobody.getString("judgedBy")).isNull();
            assertThat(nobody.getBoolean("orderKept")).isTrue();
            assertThat(nobody.getList("insteadOf")).containsExactly("primary", "house");
            assertThat(nobody.getList("after.id"))
                    .isEqualTo(nobody.getList("before.id").subList(0, 5));
            assertThat(nobody.getList("after.score")).containsOnlyNulls();
        } finally {
            away("primary", false);
            away("house", false);
            assertThat(isJudgedAtLastBy("primary")).isTrue();
        }
    }

    /** Asks until a member judges, for half a minute at most. */
    private static boolean isJudgedAtLastBy(String member) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            if (member.equals(ask(EXIT_CODE).getString("judgedBy"))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nobody_is_taken_away_who_is_not_there() {
        Response refused = given().queryParam("away", true).post("/api/members/nobody");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.jsonPath().getString("error")).contains("there are primary and house");
    }

    @Test
    void braces_in_a_question_are_only_braces() {
        assertThat(given().queryParam("question", "what is {query} in {{it}}, <b>?")
                        .get("/api/answer")
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonPath away(String member, boolean yes) {
        return given().queryParam("away", yes).post("/api/members/" + member).jsonPath();
    }

    private static JsonPath ask(String question) {
        return given().queryParam("question", question).get("/api/answer").jsonPath();
    }
}
