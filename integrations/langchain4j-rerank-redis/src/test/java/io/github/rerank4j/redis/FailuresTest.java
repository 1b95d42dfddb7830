package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Redis that fails does to those who wait for permits. */
@Execution(ExecutionMode.CONCURRENT)
class FailuresTest extends RealRedisCase {

    private static final Duration CAUTION = Duration.ofMillis(2400);

    @Test
    void a_new_state_begins_busy_and_an_idle_one_does_not() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 20);
        long begun = System.nanoTime();

        granted(limiter).unused();
        assertThat(since(begun)).isGreaterThanOrEqualTo(CAUTION);
        RedisRateLimiter another = limiter(redis.uri(), 20);
        begun = System.nanoTime();
        granted(another).unused();

        assertThat(since(begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_server_that_stops_for_a_while_is_waited_for_and_its_late_answer_is_used() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 20);
        warmUp(limiter);
        redis.pause();

        CompletableFuture<Permit> asked = limiter.acquire(ONE);
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        assertThat(asked).isNotDone();
        redis.resume();
        long begun = System.nanoTime();

        granted(asked).answered();
        assertThat(since(begun)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void a_share_begins_when_what_redis_had_given_is_used_and_redis_again_likewise() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = closing(limiter(redis.uri(), 20).expectedInstances(10));
        warmUp(limiter);
        // before, because what is asked meanwhile may have no answer already
        long paused = System.nanoTime();
        redis.pause();

        List<CompletableFuture<Permit>> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(limiter.acquire(ONE));
        }
        granted(asked.get(0));
        assertThat(since(paused)).isBetween(CAUTION.minusMillis(100), Duration.ofSeconds(6));
        granted(asked.get(1));
        assertThat(asked.get(2)).as("a tenth of 20").isNotDone();
        long resumed = System.nanoTime();
        redis.resume();
        granted(asked.get(2));

        assertThat(since(resumed)).isBetween(CAUTION.minusMillis(100), Duration.ofSeconds(8));
    }

    @Test
    void the_jvms_that_redis_saw_share_the_limit_where_nobody_says_how_many_there_are() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 2);
        RedisRateLimiter second = limiter(redis.uri(), 2);
        warmUp(limiter);
        warmUp(second);
        warmUp(limiter);
        redis.stop();

        Permit first = granted(limiter);
        CompletableFuture<Permit> next = limiter.acquire(ONE);
        long begun = System.nanoTime();
        first.sent();
        first.answered();
        granted(next);

        assertThat(since(begun)).as("half of 2 a second").isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void without_any_number_of_instances_a_share_is_a_failure_that_names_redis() {
        RedisProcess redis = redis("--requirepass", "tops3cret");
        String uri = redis.uri().replace("//", "//:tops3cret@");
        redis.stop();
        RedisRateLimiter limiter = limiter(uri, 20);

        Throwable failure = failure(
                limiter.acquire(Demand.builder().patience(Duration.ofSeconds(6)).build()));

        assertThat(failure)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("127.0.0.1:" + redis.port())
                .hasMessageContaining("so there is no permit. Check that Redis is up")
                .hasMessageNotContaining("tops3cret");
    }

    @Test
    void a_wrong_password_is_told_and_not_shown() {
        RedisProcess redis = redis("--requirepass", "tops3cret");
        RedisRateLimiter limiter =
                closing(limiter(redis.uri().replace("//", "//:wr0ng@"), 20).onUnavailable(OnUnavailable.FAIL));

        Throwable failure = failure(
                limiter.acquire(Demand.builder().patience(Duration.ofSeconds(5)).build()));

        assertThat(failure).hasMessageContaining("(WRONGPASS").hasMessageNotContaining("wr0ng");
    }

    @Test
    void fail_waits_as_long_as_there_is_patience_and_goes_on_when_redis_is_back() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = closing(limiter(redis.uri(), 20).onUnavailable(OnUnavailable.FAIL));
        warmUp(limiter);
        redis.stop();
        long begun = System.nanoTime();

        CompletableFuture<Permit> patient = limiter.acquire(ONE);
        Throwable failure = failure(limiter.acquire(
                Demand.builder().patience(Duration.ofMillis(2600)).build()));
        assertThat(since(begun)).isBetween(Duration.ofMillis(2400), Duration.ofSeconds(5));
        assertThat(failure).isInstanceOf(RetriableException.class);
        assertThat(patient).isNotDone();
        redis.begin();

        granted(patient).unused();
    }

    @Test
    void open_has_no_limit_while_redis_is_away() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = closing(limiter(redis.uri(), 1).onUnavailable(OnUnavailable.OPEN));
        warmUp(limiter);
        redis.stop();

        for (int i = 0; i < 10; i++) {
            granted(limiter);
        }
    }

    @Test
    void a_server_without_the_script_gets_it() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 20);
        warmUp(limiter);
        redis.command("SCRIPT", "FLUSH");

        granted(limiter).unused();
    }

    @Test
    void connections_that_are_closed_are_made_again() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 20);
        warmUp(limiter);
        redis.command("CLIENT", "KILL", "TYPE", "normal");
        redis.command("CLIENT", "KILL", "TYPE", "pubsub");

        granted(limiter).unused();
    }

    @Test
    void a_client_that_does_not_connect_again_by_itself_is_made_to() {
        RedisProcess redis = redis();
        RedisClient client = client(redis.uri());
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        RedisRateLimiter limiter = closing(RedisRateLimiter.perSecond(client, "account", 20));
        warmUp(limiter);
        redis.command("CLIENT", "KILL", "TYPE", "normal");

        granted(limiter).unused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "yes"})
    void a_server_that_starts_again_begins_busy_with_its_data_and_without(String kept) {
        RedisProcess redis = redis("--appendonly", kept, "--appendfsync", "always");
        RedisRateLimiter limiter = limiter(redis.uri(), 20);
        warmUp(limiter);
        Permit held = granted(limiter);
        redis.restart();
        long begun = System.nanoTime();

        Permit next = granted(limiter);

        assertThat(since(begun)).isBetween(CAUTION.minusMillis(50), Duration.ofSeconds(8));
        held.answered();
        next.answered();
        assertThat(granted(limiter)).isNotNull();
    }

    @Test
    void a_route_that_is_lost_without_a_word_is_a_redis_that_is_away() throws Exception {
        RedisProcess redis = redis();
        Gate gate = closing(new Gate(redis.port()));
        RedisRateLimiter limiter = closing(limiter(gate.uri(), 20).expectedInstances(1));
        warmUp(limiter);
        gate.block();
        try {
            granted(limiter).unused();
        } finally {
            gate.unblock();
        }
        gate.cut();

        granted(limiter).unused();
    }

    @Test
    void what_redis_refuses_is_told_and_comes_right_by_itself() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = closing(limiter(redis.uri(), 20).onUnavailable(OnUnavailable.FAIL));
        warmUp(limiter);
        for (List<String> trouble : List.of(
                List.of("CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0", "OOM"),
                List.of("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE", "READONLY"),
                List.of("ACL SETUSER default -eval -evalsha", "ACL SETUSER default +eval +evalsha", "NOPERM"),
                List.of("ACL SETUSER default -info", "ACL SETUSER default +info", "may not run INFO"))) {
            redis.command(trouble.get(0).split(" "));
            Throwable failure = failure(limiter.acquire(
                    Demand.builder().patience(Duration.ofMillis(500)).build()));
            redis.command(trouble.get(1).split(" "));

            assertThat(failure).isInstanceOf(RetriableException.class).hasMessageContaining(trouble.get(2));
            granted(limiter).unused();
        }
    }

    @Test
    void who_waits_in_another_jvm_is_told_at_once() {
        RedisProcess redis = redis();
        RedisRateLimiter one = limiter(redis.uri(), 1);
        RedisRateLimiter other = limiter(redis.uri(), 1);
        warmUp(one);
        Permit held = granted(one);
        CompletableFuture<Permit> waiting = other.acquire(ONE);
        Awaitility.await()
                .until(() -> redis.command("PUBSUB", "CHANNELS").lines().count() == 2);
        Awaitility.await()
                .until(() -> redis.command("ZCARD", key(redis, "line")).equals("1"));
        long begun = System.nanoTime();

        held.unused();
        granted(waiting).unused();

        assertThat(since(begun)).isLessThan(Duration.ofMillis(600));
    }

    @Test
    void what_is_no_wait_is_not_heard() {
        RedisProcess redis = redis();
        RedisRateLimiter one = limiter(redis.uri(), 1);
        warmUp(one);
        Permit held = granted(one);
        CompletableFuture<Permit> waiting = one.acquire(ONE);
        Awaitility.await().until(() -> !redis.command("PUBSUB", "CHANNELS").isBlank());
        String channel = redis.command("PUBSUB", "CHANNELS").lines().findFirst().orElse("none");

        for (String word : List.of("abc", "", "-1", "9000000000000000000", "99999999999999999999")) {
            redis.command("PUBLISH", channel, word);
        }
        held.unused();

        granted(waiting).unused();
    }

    private static String key(RedisProcess redis, String name) {
        return redis.command("KEYS", "*" + name).lines().findFirst().orElse("none");
    }

    @Test
    void keys_share_a_hash_tag_carry_the_limit_and_live_a_day() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 20);
        warmUp(limiter);
        granted(limiter);

        List<String> keys = redis.command("KEYS", "*").lines().toList();

        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(key).startsWith("rerank4j:{20/1000000:account}:");
            assertThat(Long.parseLong(redis.command("TTL", key))).isBetween(86_000L, 86_400L);
        });
    }

    @Test
    void closing_ends_connections_and_who_waits_and_leaves_client_and_permits() {
        RedisProcess redis = redis();
        RedisClient client = client(redis.uri());
        RedisRateLimiter limiter = RedisRateLimiter.perSecond(client, "account", 1);
        Permit held = granted(limiter);
        CompletableFuture<Permit> waiting = limiter.acquire(ONE);

        limiter.close();

        assertThat(failure(waiting)).isInstanceOf(IllegalStateException.class);
        assertThat(failure(limiter.acquire(ONE))).isInstanceOf(IllegalStateException.class);
        held.sent();
        held.answered();
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(redis.command("CLIENT", "LIST").lines()).hasSize(1));
        assertThat(client.connect().sync().ping()).isEqualTo("PONG");
    }

    @Test
    void a_callback_that_blocks_does_not_stop_the_client() throws InterruptedException {
        RedisProcess redis = redis();
        RedisClient client = client(redis.uri());
        RedisRateLimiter limiter = closing(RedisRateLimiter.perSecond(client, "account", 20));
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        limiter.acquire(ONE).thenAccept(permit -> {
            blocked.countDown();
            awaitUninterruptibly(goOn);
        });
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        goOn.countDown();
        granted(limiter).unused();
    }

    @Test
    void a_callback_that_blocks_keeps_nobody_else_waiting() {
        RedisProcess redis = redis();
        RedisRateLimiter limiter = limiter(redis.uri(), 5);
        RedisRateLimiter other = limiter(redis.uri(), 5);
        warmUp(limiter);
        CountDownLatch goOn = new CountDownLatch(1);
        limiter.acquire(ONE).thenAccept(permit -> {
            permit.unused();
            awaitUninterruptibly(goOn);
        });

        List<CompletableFuture<Permit>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(limiter.acquire(ONE));
            others.get(i).thenAccept(Permit::unused);
        }

        others.forEach(RealRedisCase::granted);
        granted(other).unused();
        goOn.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
