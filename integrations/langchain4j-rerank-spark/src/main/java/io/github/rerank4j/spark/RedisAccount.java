package io.github.rerank4j.spark;

import io.github.rerank4j.redis.RedisAddress;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.github.rerank4j.settings.SettingException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;

/** The only class that knows Redis, so that a job without it needs neither its client nor our module for it. */
final class RedisAccount {

    private static final Duration QUIET = Duration.ZERO;
    private static final Duration MOST = Duration.ofSeconds(2);

    private RedisAccount() {}

    /**
     * Links the classes it needs.
     *
     * @throws LinkageError if one is missing
     */
    static void requireClasses() {
        Class<?>[] needed = {RedisRateLimiter.class, RedisAddress.class, RedisClient.class, RedisClusterClient.class};
        if (needed.length == 0) {
            throw new LinkageError();
        }
    }

    /**
     * A limiter with a client of its own.
     *
     * @param uri of one server, or of several nodes of a cluster
     * @param executors how many share it; 0 where nobody knows
     * @throws SettingException if that is no address; shows nothing of it
     */
    static OwnedLimiter open(String uri, String key, AccountLimit.Numbers numbers, int executors) {
        AbstractRedisClient client = RedisAddress.of("redis", uri).client();
        RedisRateLimiter limiter = client instanceof RedisClusterClient cluster
                ? onCluster(cluster, key, numbers)
                : onServer((RedisClient) client, key, numbers);
        RedisRateLimiter counted = executors > 0 ? limiter.expectedInstances(executors) : limiter;
        return new OwnedLimiter(counted, () -> {
            counted.close();
            client.shutdown(QUIET, MOST);
        });
    }

    private static RedisRateLimiter onServer(RedisClient client, String key, AccountLimit.Numbers numbers) {
        return numbers.perSecond()
                ? RedisRateLimiter.perSecond(client, key, numbers.requestsPerSecond())
                : RedisRateLimiter.perMinute(client, key, numbers.requestsPerMinute(), numbers.tokensPerMinute());
    }

    private static RedisRateLimiter onCluster(RedisClusterClient client, String key, AccountLimit.Numbers numbers) {
        return numbers.perSecond()
                ? RedisRateLimiter.perSecond(client, key, numbers.requestsPerSecond())
                : RedisRateLimiter.perMinute(client, key, numbers.requestsPerMinute(), numbers.tokensPerMinute());
    }
}
