package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;

/** The smallest limit there is. */
class OneAtATimeContractTest extends HandDrivenContract {

    @Override
    RateLimiter limiter(Timers timers) {
        return new LanePacer(LaneSchedule.perSecond(0.25), timers);
    }

    @Override
    protected int permits() {
        return 1;
    }

    @Override
    protected Duration period() {
        return Duration.ofSeconds(4);
    }
}
