package io.github.rerank4j.redis;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;

/** What holds inside a JVM holds on a real Redis. */
class PerSecondContractTest extends RateLimiterContract {

    private final HandDriven redis = new HandDriven(Limit.perSecond(permits()));

    @Override
    public RateLimiter limiter() {
        return redis.readyJvm("jvm");
    }

    @Override
    public void pass(Duration time) {
        redis.pass(time);
    }

    @Override
    public int permits() {
        return 2;
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
    }
}
