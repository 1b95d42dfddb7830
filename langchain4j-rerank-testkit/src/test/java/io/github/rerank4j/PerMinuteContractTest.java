package io.github.rerank4j;

import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.OptionalLong;

class PerMinuteContractTest extends HandDrivenContract {

    @Override
    RateLimiter limiter(Timers timers) {
        return new LanePacer(LaneSchedule.perMinute(permits(), tokens().orElseThrow()), timers);
    }

    @Override
    protected int permits() {
        return 30;
    }

    @Override
    protected Duration period() {
        return Duration.ofMinutes(1);
    }

    @Override
    protected OptionalLong tokens() {
        return OptionalLong.of(120);
    }
}
