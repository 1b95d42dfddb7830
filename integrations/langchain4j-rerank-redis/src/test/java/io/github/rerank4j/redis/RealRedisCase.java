package io.github.rerank4j.redis;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

/** A Redis that a case may break, and limiters on it; all are ended with the case. */
abstract class RealRedisCase {

    static final Demand ONE = Demand.builder().build();

    static {
        // the client's first connection loads a thousand classes, which on a busy machine takes as long as an outage
        ARedis.CONNECTION.sync().ping();
    }

    private final List<AutoCloseable> open = new ArrayList<>();

    RedisProcess redis(String... options) {
        return closing(RedisProcess.start(options));
    }

    RedisClient client(String uri) {
        RedisClient client = RedisClient.create(uri);
        closing(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
        return client;
    }

    RedisRateLimiter limiter(String uri, double perSecond) {
        return closing(RedisRateLimiter.perSecond(client(uri), "account", perSecond));
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.add(0, resource);
        return resource;
    }

    /** Waits for the caution of a new state to be over. */
    static void warmUp(RateLimiter limiter) {
        granted(limiter).unused();
    }

    static Permit granted(RateLimiter limiter) {
        return granted(limiter.acquire(ONE));
    }

    static Permit granted(CompletableFuture<Permit> asked) {
        try {
            return asked.get(15, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError("no permit", failed);
        }
    }

    static Throwable failure(CompletableFuture<?> asked) {
        try {
            asked.get(15, SECONDS);
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
        throw new AssertionError("did not fail");
    }

    static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
