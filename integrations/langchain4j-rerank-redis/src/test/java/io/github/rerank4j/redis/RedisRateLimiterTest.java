package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;

class RedisRateLimiterTest {

    @Test
    void what_cannot_be_a_limit_is_refused_when_it_is_made() {
        RedisClient client = ARedis.CLIENT;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRateLimiter.perSecond(client, " ", 20))
                .withMessage("key is blank, but has to name whose limit it is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRateLimiter.perSecond(client, "a", 0))
                .withMessage("requestsPerSecond is 0.0, but must be a number above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRateLimiter.perMinute(client, "a", 0, 1))
                .withMessage("requests is 0, but must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRateLimiter.perMinute(client, "a", 1, 0))
                .withMessage("tokens is 0, but must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisRateLimiter.perSecond(client, "a", 1).expectedInstances(0))
                .withMessage("expectedInstances is 0, but must be at least 1");
    }

    @Test
    void copies_keep_what_was_said_before_and_nothing_is_connected() {
        RedisRateLimiter limiter = RedisRateLimiter.perMinute(ARedis.CLIENT, "copied", Long.MAX_VALUE, Long.MAX_VALUE)
                .onUnavailable(OnUnavailable.OPEN)
                .expectedInstances(3);

        assertThat(limiter)
                .hasToString("RedisRateLimiter[key=copied, limit=9223372036854776000/60000000, onUnavailable=OPEN]");
        limiter.close();
        limiter.close();
        assertThat(ARedis.SERVER.command("KEYS", "*copied*")).isEmpty();
    }
}
