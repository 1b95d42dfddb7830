package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.ClassUtils;

/** An application with nothing of Redis on its class path, as those of the other tests are. */
class WithoutRedisTest {

    private static final String P = "langchain4j.rerank.";

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.lettuce.core.RedisClient",
                "redis.clients.jedis.Jedis",
                "org.springframework.data.redis.connection.RedisConnectionFactory"
            })
    void there_is_none(String type) {
        assertThat(ClassUtils.isPresent(type, getClass().getClassLoader())).isFalse();
    }

    @Test
    void a_limit_in_it_says_what_is_missing() {
        assertThat(Application.refusal(providers.siliconFlow(P + "limiter.redis.requests-per-second=20")))
                .isEqualTo(P + "limiter.redis is set, but Spring Data Redis is not on the class path; add"
                        + " org.springframework.boot:spring-boot-starter-data-redis, or remove the property");
    }

    @Test
    void a_store_in_it_says_what_is_missing() {
        assertThat(Application.refusal(providers.siliconFlow(
                        P + "cache.enabled=true",
                        P + "cache.redis-prefix=shop:",
                        P + "cache.key-secret=sixteen bytes at the least")))
                .isEqualTo(P + "cache.redis-prefix is set, but Spring Data Redis is not on the class path; add"
                        + " org.springframework.boot:spring-boot-starter-data-redis, or remove the property");
    }

    @Test
    void the_end_of_the_application_needs_nothing_of_it() {
        try (LogLines log = LogLines.of("org.springframework.beans.factory.support.DisposableBeanAdapter")) {
            Application.with(providers.siliconFlow()).close();

            assertThat(log.lines()).isEmpty();
        }
    }
}
