package io.github.rerank4j.redis;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.testkit.TokenLimiterContract;
import java.time.Duration;

/** What holds inside a JVM holds on a real Redis. */
class PerMinuteContractTest extends TokenLimiterContract {

    private final HandDriven redis = new HandDriven(Limit.perMinute(permits(), tokens()));

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
        return 3;
    }

    @Override
    public Duration period() {
        return Duration.ofMinutes(1);
    }

    @Override
    public long tokens() {
        return 30;
    }
}
