package io.github.rerank4j.spark.command;

import io.github.rerank4j.Demand;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.lettuce.core.RedisClient;

/** Takes permits of a limiter on Redis and prints how many it got; runs with what is in the jar and in Spark. */
public final class PermitsOfRedis {

    private static final int PERMITS = 30;

    private PermitsOfRedis() {}

    /** The address of Redis is the argument. */
    public static void main(String[] args) {
        RedisClient client = RedisClient.create(args[0]);
        try (RedisRateLimiter limiter = RedisRateLimiter.perSecond(client, "spark", 20)) {
            for (int i = 0; i < PERMITS; i++) {
                limiter.acquire(Demand.builder().build()).join().unused();
            }
            System.out.println(PERMITS + " permits, of "
                    + RedisClient.class.getProtectionDomain().getCodeSource().getLocation());
        } finally {
            client.shutdown();
        }
    }
}
