package io.github.rerank4j.redis;

import static io.github.rerank4j.redis.StoreKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.resilience.ScoreKey;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterScoreStoreTest {

    private static final int NODES = 3;
    private static final int SLOTS = 16_384;
    private static final double[] SCORES =
            IntStream.range(0, 300).mapToDouble(i -> i / 7.0).toArray();

    private static List<RedisProcess> nodes;
    private static RedisClusterClient client;

    @BeforeAll
    static void start() {
        nodes = Stream.generate(() -> RedisProcess.start("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"))
                .limit(NODES)
                .toList();
        for (int i = 0; i < NODES; i++) {
            int first = SLOTS * i / NODES;
            int last = SLOTS * (i + 1) / NODES - 1;
            nodes.get(i).command("CLUSTER", "ADDSLOTSRANGE", "" + first, "" + last);
            nodes.get(i)
                    .command("CLUSTER", "MEET", "127.0.0.1", "" + nodes.get(0).port());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> nodes.stream()
                        .allMatch(node -> node.command("CLUSTER", "INFO").contains("cluster_state:ok")
                                && node.command("CLUSTER", "INFO").contains("cluster_known_nodes:" + NODES)));
        client = RedisClusterClient.create(nodes.get(0).uri());
    }

    @AfterAll
    static void end() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        nodes.forEach(RedisProcess::close);
    }

    @Test
    void keys_are_spread_over_the_nodes_and_scores_come_in_the_order_of_the_keys() {
        try (RedisScoreStore store = RedisScoreStore.of(client, "spread:")) {
            keep(store);

            assertThat(known(store, keys(300))).containsExactly(SCORES);
            assertThat(nodes.stream().map(node -> count(node, "spread:")))
                    .allSatisfy(keys -> assertThat(keys).isBetween(50L, 150L));
        }
    }

    @Test
    void a_hash_tag_in_the_prefix_brings_all_keys_to_one_node_and_one_bulk_read() {
        try (RedisScoreStore store = RedisScoreStore.of(client, "{scores}:")) {
            keep(store);
            nodes.forEach(node -> node.command("CONFIG", "RESETSTAT"));

            assertThat(known(store, keys(300))).containsExactly(SCORES);
            assertThat(nodes.stream().map(node -> count(node, "{scores}:"))).containsOnlyOnce(300L);
            assertThat(nodes.stream()
                            .filter(node -> node.command("INFO", "commandstats").contains("cmdstat_mget:calls=1,")))
                    .hasSize(1);
        }
    }

    @Test
    void a_silent_node_lets_calls_fail_and_not_hang() {
        try (RedisScoreStore store = RedisScoreStore.of(client, "silent:")) {
            keep(store);
            nodes.get(1).pause();
            try {
                List<CompletableFuture<double[]>> asked = IntStream.range(0, 1_000)
                        .mapToObj(i -> store.getAll(keys(300)))
                        .toList();

                // an answer gives its place to the next question before it is told; after two seconds all have failed
                await().pollDelay(Duration.ZERO)
                        .atMost(Duration.ofMillis(1500))
                        .untilAsserted(() -> assertThat(asked.stream().filter(answer -> !answer.isDone()))
                                .hasSizeLessThanOrEqualTo(StoreLink.MOST_UNANSWERED));
            } finally {
                nodes.get(1).resume();
            }
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(known(store, keys(300))).containsExactly(SCORES));
        }
    }

    @Test
    void a_store_that_is_closed_fails() {
        RedisScoreStore store = RedisScoreStore.of(client, "closed:");
        keep(store);

        store.close();

        assertThat(store.getAll(keys(1))).isCompletedExceptionally();
    }

    private static void keep(RedisScoreStore store) {
        store.putAll(keys(300), SCORES, Duration.ofHours(1))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static double[] known(RedisScoreStore store, List<ScoreKey> keys) {
        return store.getAll(keys).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static long count(RedisProcess node, String prefix) {
        return node.command("KEYS", prefix + "*")
                .lines()
                .filter(key -> !key.isEmpty())
                .count();
    }
}
