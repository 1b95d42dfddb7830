package io.github.rerank4j;

import io.github.rerank4j.testkit.RateLimiterContract;
import java.time.Duration;

/** The smallest limit there is. */
class OneAtATimeContractTest extends RateLimiterContract {

    private final HandDrivenClock clock = new HandDrivenClock();

    @Override
    public RateLimiter limiter() {
        return new LanePacer(LaneSchedule.perSecond(0.25), clock.timers());
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }

    @Override
    public int permits() {
        return 1;
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(4);
    }
}
