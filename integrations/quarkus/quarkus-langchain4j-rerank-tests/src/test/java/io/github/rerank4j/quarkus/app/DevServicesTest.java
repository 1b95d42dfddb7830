package io.github.rerank4j.quarkus.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DevServicesTest {

    @Test
    void without_a_key_the_application_still_ranks() {
        List<Double> scores = given().queryParam("query", "refund")
                .queryParam("passage", "Opening hours", "How to get a refund")
                .get("/scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("", Double.class);

        assertThat(scores).containsExactly(0.0, 1.0);
    }
}
