package io.github.rerank4j.quarkus.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RerankServer.class)
class RankResourceTest {

    @Test
    void passages_are_scored_over_http() {
        List<Double> scores = given().queryParam("query", "refund")
                .queryParam("passage", "Opening hours", "How to get a refund")
                .get("/scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("", Double.class);

        assertThat(scores).containsExactly(0.1, 0.9);
    }

    @Test
    void the_named_model_ranks_without_holding_a_thread() {
        List<Integer> ranked = given().queryParam("query", "refund")
                .queryParam("passage", "Opening hours", "How to get a refund", "Our history")
                .get("/ranked")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("", Integer.class);

        assertThat(ranked).containsExactly(1, 0, 2);
    }

    @Test
    void a_blank_query_is_the_callers_mistake() {
        String refusal = given().queryParam("query", " ")
                .queryParam("passage", "Opening hours")
                .get("/scores")
                .then()
                .statusCode(400)
                .extract()
                .asString();

        assertThat(refusal).contains("query is blank");
    }
}
