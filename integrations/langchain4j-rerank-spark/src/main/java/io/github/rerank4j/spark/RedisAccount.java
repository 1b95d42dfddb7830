package io.github.rerank4j.spark;

import io.github.rerank4j.redis.RedisRateLimiter;
import io.lettuce.core.RedisClient;
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
        Class<?>[] needed = {RedisRateLimiter.class, RedisClient.class};
        if (needed.length == 0) {
            throw new LinkageError();
        }
    }

    /**
     * A limiter with a client of its own.
     *
     * @param executors how many share it; 0 where nobody knows
     */
    static OwnedLimiter open(String uri, String key, AccountLimit.Numbers numbers, int executors) {
        RedisClient client = RedisClient.create(uri);
        RedisRateLimiter limiter = numbers.perSecond()
                ? RedisRateLimiter.perSecond(client, key, numbers.requestsPerSecond())
                : RedisRateLimiter.perMinute(client, key, numbers.requestsPerMinute(), numbers.tokensPerMinute());
        RedisRateLimiter counted = executors > 0 ? limiter.expectedInstances(executors) : limiter;
        return new OwnedLimiter(counted, () -> {
            counted.close();
            client.shutdown(QUIET, MOST);
        });
    }
}
