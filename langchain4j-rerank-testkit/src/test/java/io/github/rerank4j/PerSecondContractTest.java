package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;

class PerSecondContractTest extends HandDrivenContract {

    @Override
    RateLimiter limiter(Timers timers) {
        return new LanePacer(LaneSchedule.perSecond(permits()), timers);
    }

    @Override
    protected int permits() {
        return 20;
    }

    @Override
    protected Duration period() {
        return Duration.ofSeconds(1);
    }
}
