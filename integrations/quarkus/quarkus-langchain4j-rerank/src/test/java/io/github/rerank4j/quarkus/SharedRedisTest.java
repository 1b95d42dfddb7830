package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.settings.Setting;
import io.quarkus.runtime.ShutdownContext;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of this connects to a Redis. */
class SharedRedisTest {

    private static final String ADDRESS = "redis://:a-password@127.0.0.1:6379";
    private static final String CLUSTER = "redis://:a-password@127.0.0.1:7000, redis://:a-password@127.0.0.1:7001";

    private final List<Runnable> atTheEnd = new ArrayList<>();
    private final ShutdownContext shutdown = new ShutdownContext() {
        @Override
        public void addShutdownTask(Runnable task) {
            atTheEnd.add(task);
        }

        @Override
        public void addLastShutdownTask(Runnable task) {
            throw new UnsupportedOperationException("nobody asks for it");
        }
    };
    private final SharedRedis redis = new SharedRedis();

    @AfterEach
    void end() {
        Collections.reverse(atTheEnd);
        atTheEnd.forEach(Runnable::run);
    }

    @ParameterizedTest
    @ValueSource(strings = {ADDRESS, CLUSTER})
    void one_key_is_one_limiter_and_one_prefix_one_store(String address) {
        RateLimiter first = redis.limiter(perSecond("20"), address, "tencent", "one", shutdown);

        assertThat(redis.limiter(perSecond("20"), address, "tencent", "other", shutdown))
                .isSameAs(first);
        assertThat(redis.limiter(perSecond("20"), address, "siliconflow", "other", shutdown))
                .isNotSameAs(first);
        assertThat(redis.store(address, "shop:", "uri", shutdown))
                .isSameAs(redis.store(address, "shop:", "uri", shutdown))
                .isNotSameAs(redis.store(address, "other:", "uri", shutdown));
        // a client, and what it is for
        assertThat(atTheEnd).hasSize(5);
    }

    @Test
    void two_limits_with_one_key_are_refused() {
        redis.limiter(perSecond("20"), ADDRESS, "tencent", "one", shutdown);

        assertThatThrownBy(() -> redis.limiter(perSecond("5"), ADDRESS, "tencent", "other", shutdown))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(
                        "one and other set different limits for the same key, tencent; set the same limit in both, or give each a key of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:a-password@127.0.0.1:6379",
                "redis://:a-pass^word@127.0.0.1:6379",
                "redis://:a-pass#word@127.0.0.1:6379",
                "redis://:a-pass?word@127.0.0.1:6379",
                "redis://:a-pass@word@127.0.0.1:6379",
                "redis://:a-pass word@127.0.0.1",
                "a-password",
                "redis://:a-password@a,redis://:a-password@",
                "redis://:a-password@a,redis://:a-pass#word@b",
            })
    void an_address_that_is_none_is_refused_without_its_password(String address) {
        assertThatThrownBy(() -> redis.limiter(perSecond("20"), address, "tencent", "limiter.redis", shutdown))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("limiter.redis.uri is not an address of Redis; write redis://host:6379")
                .hasNoCause()
                .satisfies(refusal ->
                        assertThat(Objects.toString(refusal.getMessage())).doesNotContain("a-pass", "127.0.0.1"));
        assertThat(atTheEnd).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ADDRESS + " | 127.0.0.1:6379",
                CLUSTER + " | 127.0.0.1:7000,127.0.0.1:7001",
                "redis-sentinel://a-password@a:26379,b:26380#master | a:26379,b:26380",
                "redis-socket://a-password@/run/redis.sock | /run/redis.sock",
            })
    void an_address_is_shown_without_its_password(String address, String shown) {
        assertThat(LettuceClients.where(address, "uri")).isEqualTo(shown);
    }

    private static RedisLimit perSecond(String requests) {
        RedisLimit limit = new RedisLimit();
        RedisLimit.settings().stream()
                .filter(setting -> setting.name().equals("requestsPerSecond"))
                .forEach(setting -> set(setting, limit, requests));
        return limit;
    }

    private static <T> void set(Setting<RedisLimit, T> setting, RedisLimit limit, String text) {
        setting.applyText(limit, text);
    }
}
