package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A server that accepts a connection and says nothing, or has become a replica, is left for another connection. */
class ConnectingTest extends RealRedisCase {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void a_limiter_gives_a_mute_server_ten_seconds_to_connect() {
        closing(this::end);
        LettuceLink.Connector mute = new LettuceLink.Connector() {
            @Override
            public Connected<String> connect(RedisConnectionStateListener watcher) {
                throw neverConnected();
            }

            @Override
            public StatefulRedisPubSubConnection<String, String> listen() {
                throw neverConnected();
            }
        };
        LettuceLink link =
                new LettuceLink(mute, new Keys("account", Limit.perSecond(1)), "jvm", threads, told -> {}, nanos::get);
        link.call(List.of());
        await().until(() -> begun.get() == 1);

        pass(9);
        link.reconnect();
        link.call(List.of());
        pass(1);
        link.reconnect();
        link.call(List.of());

        await().until(() -> begun.get() == 2);
        link.close();
    }

    @Test
    void a_store_gives_a_mute_server_ten_seconds_to_connect() {
        closing(this::end);
        StoreConnections connections = new StoreConnections(
                () -> {
                    throw neverConnected();
                },
                nanos::get);
        connections.ask(wire -> wire.get(List.of()));
        await().until(() -> begun.get() == 1);

        pass(9);
        connections.ask(wire -> wire.get(List.of()));
        assertThat(begun).hasValue(1);
        pass(1);
        connections.ask(wire -> wire.get(List.of()));

        await().until(() -> begun.get() == 2);
    }

    @Test
    void a_link_has_a_connection_as_long_as_its_server_is_there() {
        closing(this::end);
        RedisProcess redis = redis();
        LettuceLink link = new LettuceLink(
                new ClientConnector(client(redis.uri())),
                new Keys("account", Limit.perSecond(1)),
                "jvm",
                threads,
                told -> {},
                nanos::get);
        closing(link);
        assertThat(link.isConnected()).isFalse();

        link.call(List.of());

        await().until(link::isConnected);
        redis.stop();
        await().until(() -> !link.isConnected());
    }

    @Test
    void a_master_that_has_become_a_replica_is_left_for_a_new_connection() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = closing(limiter(redis.uri(), 20).onUnavailable(OnUnavailable.FAIL));
        warmUp(limiter);
        String before = scriptConnection(redis);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        redis.command("REPLICAOF", "127.0.0.1", "1");

        var asked = limiter.acquire(ONE);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !scriptConnection(redis).equals(before));
        redis.command("REPLICAOF", "NO", "ONE");

        granted(asked).unused();
    }

    private static String scriptConnection(RedisProcess redis) {
        return Pattern.compile("id=(\\d+) .*cmd=eval")
                .matcher(redis.command("CLIENT", "LIST"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElse("none yet");
    }

    private RedisConnectionException neverConnected() {
        begun.incrementAndGet();
        try {
            end.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new RedisConnectionException("never");
    }

    private void end() {
        end.countDown();
        threads.shutdown();
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
