package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RateLimiter.Permit;
import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Three real nodes with a third of the slots each. */
class ClusterTest extends RealRedisCase {

    @Test
    void keys_of_a_limiter_are_on_one_node_and_those_of_several_anywhere() {
        List<RedisProcess> nodes = List.of(node("0", "5460"), node("5461", "10922"), node("10923", "16383"));
        nodes.forEach(node -> node.command(
                "CLUSTER", "MEET", "127.0.0.1", String.valueOf(nodes.get(0).port())));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(nodes)
                        .allSatisfy(node -> assertThat(node.command("CLUSTER", "INFO"))
                                .contains("cluster_state:ok", "cluster_known_nodes:3")));
        RedisClusterClient client = RedisClusterClient.create(nodes.get(0).uri());
        closing(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));

        List<CompletableFuture<Permit>> asked = new ArrayList<>();
        for (String account : List.of("a", "b", "c", "d", "e")) {
            asked.add(closing(RedisRateLimiter.perSecond(client, account, 5)).acquire(ONE));
            asked.add(closing(RedisRateLimiter.perSecond(client, account, 20)).acquire(ONE));
        }
        asked.forEach(permit -> granted(permit).answered());

        assertThat(nodes)
                .filteredOn(node -> !node.command("DBSIZE").equals("0"))
                .hasSizeGreaterThan(1);
    }

    private RedisProcess node(String first, String last) {
        RedisProcess node = redis("--cluster-enabled", "yes");
        node.command("CLUSTER", "ADDSLOTSRANGE", first, last);
        return node;
    }
}
