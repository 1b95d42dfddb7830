package io.github.rerank4j;

import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;

class PerSecondContractTest extends RateLimiterContract {

    private final HandDrivenClock clock = new HandDrivenClock();

    @Override
    public RateLimiter limiter() {
        return new LanePacer(LaneSchedule.perSecond(permits()), clock.timers());
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public int permits() {
        return 20;
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(1);
    }
}
