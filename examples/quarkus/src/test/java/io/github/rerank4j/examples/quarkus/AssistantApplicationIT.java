package io.github.rerank4j.examples.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

/** The packaged application, in a process of its own, without a key. */
@QuarkusIntegrationTest
class AssistantApplicationIT {

    @Test
    void the_answer_is_the_best_passage_and_its_way_up_is_shown() {
        JsonPath answer = ask("a worker box was off during a two week holiday and can't connect any more");

        assertThat(answer.getList("before")).hasSize(20);
        assertThat(answer.getList("after")).hasSize(5);
        assertThat(answer.getString("after[0].id")).isEqualTo("en-auth-05");
        assertThat(answer.getInt("after[0].moved")).isGreaterThan(3);
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
        assertThat(about.getString("chat")).contains("no chat model");
    }

    @Test
    void the_page_is_served() {
        assertThat(given().get("/").asString()).contains("<title>What reranking does</title>");
        assertThat(given().get("/page.js").statusCode()).isEqualTo(200);
    }

    @Test
    void no_question_is_a_bad_request() {
        assertThat(given().get("/api/answer").statusCode()).isEqualTo(400);
        assertThat(given().get("/api/answer").jsonPath().getString("error")).contains("the question is empty");
    }

    @Test
    void braces_in_a_question_are_only_braces() {
        assertThat(given().queryParam("question", "what is {query} in {{it}}, <b>?")
                        .get("/api/answer")
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonPath ask(String question) {
        return given().queryParam("question", question).get("/api/answer").jsonPath();
    }
}
