package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.StoreKeys.key;
import static io.github.rerank4j.redis.StoreKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.settings.SettingException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisScoreStoreTest {

    private static final String PREFIX = "shop:";
    private static final Duration HOUR = Duration.ofHours(1);

    private static RedisProcess redis;
    private static RedisClient client;

    private RedisScoreStore store;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        client = RedisClient.create(redis.uri());
    }

    @AfterAll
    static void end() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        redis.close();
    }

    @BeforeEach
    void nothing_is_known() {
        redis.flush();
        store = RedisScoreStore.of(client, PREFIX);
    }

    @AfterEach
    void closed() {
        store.close();
    }

    @Test
    void what_nobody_has_kept_is_not_a_number() {
        assertThat(known(keys(3))).containsExactly(Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void scores_come_in_the_order_of_the_keys() {
        double[] scores = IntStream.range(0, 500).mapToDouble(i -> i / 7.0).toArray();
        keep(keys(500), scores);

        assertThat(known(keys(500))).containsExactly(scores);
        assertThat(known(List.of(key(41), key(900), key(2)))).containsExactly(41 / 7.0, Double.NaN, 2 / 7.0);
    }

    @Test
    void a_score_comes_back_as_it_was_to_the_last_bit() {
        double[] scores = {0.1 + 0.2, -11.5, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Math.nextUp(1.0)};
        keep(keys(scores.length), scores);

        assertThat(Arrays.stream(known(keys(scores.length))).mapToLong(Double::doubleToRawLongBits))
                .containsExactly(Arrays.stream(scores)
                        .mapToLong(Double::doubleToRawLongBits)
                        .boxed()
                        .toArray(Long[]::new));
    }

    @Test
    void a_score_is_known_for_as_long_as_it_was_kept_for() {
        wait(store.putAll(keys(1), new double[] {0.5}, HOUR));
        assertThat(timeToLive(key(0))).isBetween(HOUR.minusMinutes(1).toMillis(), HOUR.toMillis());

        wait(store.putAll(keys(1), new double[] {0.5}, Duration.ofDays(100_000_000)));
        assertThat(timeToLive(key(0))).isGreaterThan(Duration.ofDays(3649).toMillis());

        wait(store.putAll(keys(1), new double[] {0.5}, Duration.ofNanos(1)));
        assertThat(timeToLive(key(0))).isLessThanOrEqualTo(1);
    }

    @Test
    void a_call_is_one_bulk_read_and_one_pipelined_write() {
        known(keys(1));
        redis.command("CONFIG", "RESETSTAT");

        known(keys(50));
        keep(keys(50), new double[50]);

        String commands = redis.command("INFO", "commandstats");
        assertThat(commands).contains("cmdstat_mget:calls=1,", "cmdstat_set:calls=50,");
        // reads that the server has done, its own INFO among them
        assertThat(number(redis.command("INFO", "stats"), "total_reads_processed"))
                .isLessThan(10);
    }

    @Test
    void two_prefixes_know_nothing_of_each_other() {
        keep(keys(1), new double[] {0.5});

        try (RedisScoreStore other = RedisScoreStore.of(client, "other:")) {
            assertThat(wait(other.getAll(keys(1)))).containsExactly(Double.NaN);
        }
        try (RedisScoreStore same = RedisScoreStore.of(client, PREFIX)) {
            assertThat(wait(same.getAll(keys(1)))).containsExactly(0.5);
        }
    }

    @Test
    void what_is_not_ours_is_no_score() {
        redis.command("SET", PREFIX + key(0), "0.5");
        redis.command("RPUSH", PREFIX + key(1), "0.5");
        redis.command("SET", PREFIX + key(2), "twelve bytes");
        redis.command("SET", PREFIX + key(3), "");

        assertThat(known(keys(4))).containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void what_is_damaged_is_no_score() {
        keep(keys(3), new double[] {0.25, 0.5, 0.75});
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            byte[] value = connection.sync().get(bytes(key(0)));
            connection.sync().set(bytes(key(1)), value);
            value[3] ^= 1;
            connection.sync().set(bytes(key(0)), value, SetArgs.Builder.ex(60));
        }

        assertThat(known(keys(3))).containsExactly(Double.NaN, Double.NaN, 0.75);
    }

    @Test
    void a_store_that_is_closed_fails_and_leaves_the_client_open() {
        known(keys(1));
        store.close();
        store.close();

        assertThat(store.getAll(keys(1))).isCompletedExceptionally();
        assertThat(store.putAll(keys(1), new double[1], HOUR)).isCompletedExceptionally();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            assertThat(connection.sync().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void closing_ends_its_connection_and_no_other() {
        known(keys(1));
        long connections = connections();

        store.close();

        await().until(() -> connections() == connections - 1);
    }

    @Test
    void nothing_is_connected_before_the_first_question() {
        long connections = connections();

        RedisScoreStore.of(client, "unused:").close();

        assertThat(connections()).isEqualTo(connections);
    }

    @Test
    @SuppressWarnings("NullAway") // what nobody should do
    void a_store_without_client_or_prefix_is_refused() {
        assertThatThrownBy(() -> RedisScoreStore.of((RedisClient) null, PREFIX))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("client");
        assertThatThrownBy(() -> RedisScoreStore.of(client, null))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("prefix");
        assertThatThrownBy(() -> RedisScoreStore.of(client, " ")).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> RedisScoreStore.of(client, "a\nb")).isInstanceOf(SettingException.class);
    }

    private double[] known(List<ScoreKey> keys) {
        return wait(store.getAll(keys));
    }

    private void keep(List<ScoreKey> keys, double[] scores) {
        wait(store.putAll(keys, scores, HOUR));
    }

    private static <T> T wait(CompletableFuture<T> asked) {
        return asked.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(ScoreKey key) {
        return (PREFIX + key).getBytes(StandardCharsets.UTF_8);
    }

    private static long timeToLive(ScoreKey key) {
        return Long.parseLong(redis.command("PTTL", PREFIX + key));
    }

    private static long connections() {
        return number(redis.command("INFO", "clients"), "connected_clients");
    }

    private static long number(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElseThrow();
    }
}
