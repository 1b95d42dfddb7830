package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.StoreKeys.key;
import static io.github.rerank4j.redis.StoreKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Redis that is away, silent, slow, new or full costs hits and nothing else. */
class UnavailableRedisTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final double[] HALF = {0.5};

    private final RedisProcess redis = RedisProcess.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final RedisScoreStore store = RedisScoreStore.of(client, "shop:");

    @AfterEach
    void end() {
        store.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        redis.close();
    }

    @Test
    void an_application_starts_before_its_redis() {
        redis.stop();
        assertThat(store.getAll(keys(1)))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(RedisException.class);

        redis.begin();

        await().ignoreExceptions().untilAsserted(() -> assertThat(known()).isNaN());
    }

    @Test
    void a_lost_connection_fails_at_once_and_is_replaced_when_the_redis_is_back() {
        keep();
        redis.stop();
        await().untilAsserted(() -> assertThat(store.getAll(keys(1)))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(RedisConnectionException.class));

        redis.begin();

        await().ignoreExceptions().untilAsserted(() -> assertThat(known()).isNaN());
        keep();
        assertThat(known()).isEqualTo(0.5);
    }

    @Test
    void a_redis_that_restarts_is_asked_again() {
        keep();

        redis.restart();

        await().ignoreExceptions().untilAsserted(() -> assertThat(known()).isNaN());
    }

    @Test
    void a_silent_redis_is_asked_so_much_and_no_more() {
        keep();
        redis.pause();

        List<CompletableFuture<double[]>> asked =
                IntStream.range(0, 10_000).mapToObj(i -> store.getAll(keys(20))).toList();

        assertThat(asked.stream().filter(answer -> !answer.isDone())).hasSize(StoreLink.MOST_UNANSWERED);
        assertThat(asked.get(9_999)).isCompletedExceptionally();
        redis.resume();
        assertThat(asked.get(0)).succeedsWithin(Duration.ofSeconds(20));
        await().ignoreExceptions().untilAsserted(() -> assertThat(known()).isEqualTo(0.5));
    }

    @Test
    void who_cancels_makes_no_room_for_more_questions() {
        keep();
        redis.pause();

        IntStream.range(0, StoreLink.MOST_UNANSWERED)
                .forEach(i -> store.getAll(keys(20)).cancel(false));

        assertThat(store.getAll(keys(20))).isCompletedExceptionally();
        redis.resume();
        await().ignoreExceptions().untilAsserted(() -> assertThat(known()).isEqualTo(0.5));
    }

    @Test
    void a_connection_that_has_fallen_silent_is_given_up() {
        keep();
        redis.pause();
        CompletableFuture<double[]> unanswered = store.getAll(keys(1));

        await().untilAsserted(() -> {
            CompletableFuture<double[]> next = store.getAll(keys(1));
            next.cancel(false);
            assertThat(unanswered).isCompletedExceptionally();
        });

        redis.resume();
        await().ignoreExceptions().untilAsserted(() -> assertThat(known()).isEqualTo(0.5));
    }

    @Test
    void a_slow_redis_is_waited_for_by_who_wants_to() {
        keep();
        redis.command("CLIENT", "PAUSE", "300");

        assertThat(known()).isEqualTo(0.5);
    }

    @Test
    void a_full_redis_keeps_nothing_and_knows_what_it_knew() {
        keep();
        redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        redis.command("CONFIG", "SET", "maxmemory", "1");

        assertThatThrownBy(() -> store.putAll(List.of(key(1)), HALF, HOUR).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("OOM");
        assertThat(known()).isEqualTo(0.5);
    }

    @Test
    void thousands_of_calls_without_a_redis_are_answered_and_write_few_lines() {
        CountingModel model = new CountingModel();
        PrintStream error = System.err;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (CachingScoringModel cache = cache(model)) {
            keep();
            System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
            redis.stop();

            for (int i = 0; i < 3_000; i++) {
                assertThat(cache.rerank(RerankRequest.builder()
                                        .query("Garantie")
                                        .documents(List.of("document " + i))
                                        .build())
                                .scores())
                        .hasSize(1);
            }
        } finally {
            System.setErr(error);
        }

        assertThat(model.documents).hasValue(3_000);
        assertThat(lines.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("rerank4j")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(lines.toString(StandardCharsets.UTF_8).lines()).hasSizeLessThan(30);
    }

    private CachingScoringModel cache(CountingModel model) {
        return CachingScoringModel.of(model)
                .store(store)
                .version("1")
                .keySecret(new byte[16])
                .build();
    }

    private void keep() {
        store.putAll(keys(1), HALF, HOUR).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private double known() {
        return store.getAll(keys(1)).orTimeout(20, TimeUnit.SECONDS).join()[0];
    }
}
