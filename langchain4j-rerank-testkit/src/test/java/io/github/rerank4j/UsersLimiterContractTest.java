package io.github.rerank4j;

import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;

/** The contract is no affair of our own limiters alone. */
class UsersLimiterContractTest extends RateLimiterContract {

    private final HandDrivenClock clock = new HandDrivenClock();

    @Override
    public RateLimiter limiter() {
        return new TurnBased(permits(), period(), clock.timers());
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public int permits() {
        return 7;
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(10);
    }

    @Override
    public boolean failsEarly() {
        return false;
    }
}
