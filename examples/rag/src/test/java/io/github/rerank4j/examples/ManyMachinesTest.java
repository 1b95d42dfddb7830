package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One limit for many pods, on a real Redis. */
class ManyMachinesTest {

    @Test
    void a_pod_asks_redis_before_it_asks_the_service() {
        try (RedisProcess redis = RedisProcess.start();
                ScriptedServer service = ScriptedServer.start()) {
            service.enqueue(ScriptedReply.json("{\"results\": [{\"index\": 0, \"relevance_score\": 0.7}]}"));

            assertThatCode(() -> SharedLimit.main(new String[] {redis.uri(), service.url(), "sk-test-0123456789"}))
                    .doesNotThrowAnyException();

            assertThat(service.requests()).hasSize(1);
            assertThat(redis.command("KEYS", "rerank4j:*")).isNotEmpty();
        }
    }

    @Test
    void a_bucket_of_bucket4j_is_a_limiter_too() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (RedisProcess redis = RedisProcess.start()) {
            RedisClient client = RedisClient.create(redis.uri());
            try {
                assertThat(bucket(client, timer)
                                .acquire(Demand.builder().build())
                                .get(10, TimeUnit.SECONDS))
                        .isNotNull();
            } finally {
                client.shutdown();
            }
        } finally {
            timer.shutdownNow();
        }
    }

    private static RateLimiter bucket(RedisClient redis, ScheduledExecutorService timer) {
        // tag::bucket4j[]
        BucketConfiguration half = BucketConfiguration.builder() // half of 20, as said above
                .addLimit(limit -> limit.capacity(10).refillGreedy(10, Duration.ofSeconds(1)))
                .build();
        AsyncBucketProxy bucket = Bucket4jLettuce.casBasedBuilder(redis) // redis is a RedisClient
                .build()
                .asAsync()
                .builder()
                .build("tencent".getBytes(StandardCharsets.UTF_8), () -> CompletableFuture.completedFuture(half));
        RateLimiter limiter = demand -> bucket.asScheduler() // timer is a ScheduledExecutorService
                .consume(1, timer)
                .thenApply(done -> new RateLimiter.Permit() {});
        // end::bucket4j[]
        return limiter;
    }
}
