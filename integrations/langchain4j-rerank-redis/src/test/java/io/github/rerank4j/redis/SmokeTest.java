package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SmokeTest {

    @Test
    void permits_come_over_a_real_connection() throws Exception {
        try (RedisRateLimiter limiter = RedisRateLimiter.perSecond(ARedis.CLIENT, "smoke", 20)) {
            long begun = System.nanoTime();
            Permit first = limiter.acquire(Demand.builder().build()).get(10, TimeUnit.SECONDS);
            System.out.println("first after " + (System.nanoTime() - begun) / 1000_000);
            first.sent();
            first.answered();
            begun = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                Permit next = limiter.acquire(Demand.builder().build()).get(10, TimeUnit.SECONDS);
                next.sent();
                next.answered();
            }
            System.out.println("100 after " + (System.nanoTime() - begun) / 1000_000);
            System.out.println(ARedis.SERVER.command("INFO", "commandstats"));
            assertThat(first).isNotNull();
        }
    }
}
