package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Demand;
import io.github.rerank4j.NoPermitInTimeException;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.fixtures.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedisAccountTest {

    @Test
    void executors_get_their_permits_from_one_redis() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            AccountLimit limit = AccountLimit.perSecond(5)
                    .redis("${RERANK_REDIS_URI}", "account")
                    .executors(2);
            OwnedLimiter one = limit.open(name -> redis.uri());
            OwnedLimiter other = limit.open(name -> redis.uri());
            List<RateLimiter.Permit> permits = new ArrayList<>();
            long first = 0;
            for (int i = 0; i < 6; i++) {
                RateLimiter limiter = i % 2 == 0 ? one.limiter() : other.limiter();
                permits.add(limiter.acquire(Demand.builder().build()).get(30, TimeUnit.SECONDS));
                permits.get(i).sent();
                permits.get(i).answered();
                first = i == 0 ? System.nanoTime() : first;
            }

            assertThat(System.nanoTime() - first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
            one.end().run();
            other.end().run();
        }
    }

    @Test
    void a_limit_a_minute_is_kept_there_for_all_executors_too() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            AccountLimit limit = AccountLimit.perMinute(2, 10_000).redis("${RERANK_REDIS_URI}", "account");
            OwnedLimiter one = limit.open(name -> redis.uri());
            OwnedLimiter other = limit.open(name -> redis.uri());
            for (OwnedLimiter limiter : List.of(one, other)) {
                RateLimiter.Permit permit =
                        limiter.limiter().acquire(Demand.builder().build()).get(90, TimeUnit.SECONDS);
                permit.sent();
                permit.answered();
            }

            // either would have one left by itself
            for (OwnedLimiter limiter : List.of(one, other)) {
                Demand impatient =
                        Demand.builder().patience(Duration.ofSeconds(20)).build();
                assertThat(limiter.limiter().acquire(impatient))
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(NoPermitInTimeException.class);
                limiter.end().run();
            }
        }
    }
}
