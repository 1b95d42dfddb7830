package io.github.rerank4j.quarkus.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One limit and one memory in a Redis that really runs; each test of its own words, because the limit is known longer. */
@QuarkusTest
@WithTestResource(RerankServer.class)
@WithTestResource(RedisServer.class)
@TestProfile(RedisTest.Shared.class)
class RedisTest {

    @ConfigProperty(name = "redis.port")
    int port;

    private @Nullable RedisClient client;

    /** The model without a name remembers; the one with a name may be asked once in five seconds. */
    public static class Shared implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.langchain4j.siliconflow-rerank.requests-per-second", "1000",
                    "quarkus.langchain4j.siliconflow-rerank.cache.enabled", "true",
                    "quarkus.langchain4j.rerank.cache.redis-prefix", "quarkus:",
                    "quarkus.langchain4j.rerank.cache.key-secret", "sixteen bytes at the least",
                    "quarkus.langchain4j.rerank.limiter.redis.requests-per-second", "20",
                    "quarkus.langchain4j.tencent-rerank.cloud.limiter.redis.requests-per-second", "0.2",
                    "quarkus.langchain4j.tencent-rerank.cloud.limiter.redis.key", "cloud account",
                    "quarkus.langchain4j.tencent-rerank.cloud.timeout", "2s");
        }
    }

    @BeforeEach
    void connect() {
        client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withPassword(RedisServer.PASSWORD.toCharArray())
                .build());
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.shutdown();
        }
    }

    @Test
    void a_limit_is_kept_in_the_redis() {
        // a Redis that was started just now says that something may be lost
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int status = 0;
        while (status != 200 && System.nanoTime() < end) {
            status = ranked("refund").extract().statusCode();
        }

        assertThat(status).isEqualTo(200);
        ranked("refund").statusCode(500);
        assertThat(keys("*cloud account*")).isNotEmpty();
    }

    @Test
    void scores_are_kept_in_the_redis() {
        for (int tries = 0; keys("quarkus:*").isEmpty() && tries < 50; tries++) {
            assertThat(scores("refund")).containsExactly(0.1, 0.9);
        }

        assertThat(keys("quarkus:*")).isNotEmpty().allMatch(key -> key.matches("quarkus:[0-9a-f]{32}"));
    }

    private static ValidatableResponse ranked(String query) {
        return given().queryParam("query", query)
                .queryParam("passage", "Opening hours", "How to get a refund")
                .get("/ranked")
                .then();
    }

    private static List<Double> scores(String query) {
        JsonPath json = given().queryParam("query", query)
                .queryParam("passage", "Opening hours", "How to get a refund")
                .get("/scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return json.getList("", Double.class);
    }

    private List<String> keys(String pattern) {
        RedisClient there = client;
        if (there == null) {
            return List.of();
        }
        try (StatefulRedisConnection<String, String> connection = there.connect()) {
            return connection.sync().keys(pattern);
        }
    }
}
