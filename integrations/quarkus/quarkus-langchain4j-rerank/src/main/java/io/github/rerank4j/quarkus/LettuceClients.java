package io.github.rerank4j.quarkus;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisAddress;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.settings.SettingException;
import io.lettuce.core.AbstractRedisClient;
import java.time.Duration;

/**
 * The one place that knows Lettuce, which an application has only where it shares a limit or a memory in a Redis. To be
 * asked nothing where {@link LettuceIsMissing}: it cannot even be linked there.
 */
final class LettuceClients {

    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private LettuceClients() {}

    /**
     * A client; closing it closes all its connections. Nothing is connected yet.
     *
     * @param property in which the address is
     * @throws SettingException if that is no address; shows nothing of it
     */
    static AutoCloseable open(String address, String property) {
        return new Client(RedisAddress.of(property, address).client());
    }

    /** Host and port of each server in an address; no user and no password. */
    static String where(String address, String property) {
        return RedisAddress.of(property, address).where();
    }

    static RateLimiter limiter(RedisLimit limit, AutoCloseable client, String byDefault) {
        return limit.on(((Client) client).lettuce, byDefault);
    }

    static ScoreStore store(AutoCloseable client, String prefix) {
        return RedisScoreStore.of(((Client) client).lettuce, prefix);
    }

    /** One of Lettuce. */
    private record Client(AbstractRedisClient lettuce) implements AutoCloseable {

        @Override
        public void close() {
            lettuce.shutdown(Duration.ZERO, LONGEST_END);
        }
    }
}
