package io.github.rerank4j;

import io.github.rerank4j.testkit.TokenLimiterContract;
import java.time.Duration;

class PerMinuteContractTest extends TokenLimiterContract {

    private final HandDrivenClock clock = new HandDrivenClock();

    @Override
    public RateLimiter limiter() {
        return new LanePacer(LaneSchedule.perMinute(permits(), tokens()), clock.timers());
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public int permits() {
        return 30;
    }

    @Override
    public Duration period() {
        return Duration.ofMinutes(1);
    }

    @Override
    public long tokens() {
        return 120;
    }
}
