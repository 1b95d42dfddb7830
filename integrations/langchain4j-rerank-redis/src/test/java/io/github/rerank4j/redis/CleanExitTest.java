package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.fixtures.RedisProcess;
import io.lettuce.core.RedisClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An application that ends has nothing to read. */
class CleanExitTest {

    @Test
    void a_link_that_is_closed_after_its_client_writes_no_line() {
        PrintStream error = System.err;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (RedisProcess redis = RedisProcess.start()) {
            RedisClient client = RedisClient.create(redis.uri());
            LettuceLink link = new LettuceLink(
                    new ClientConnector(client),
                    new Keys("account", Limit.perSecond(1)),
                    "jvm",
                    Runnable::run,
                    told -> {},
                    System::nanoTime);
            CompletableFuture<List<Object>> refused = link.call(List.of("jvm")).toCompletableFuture();
            Awaitility.await().until(refused::isDone);
            System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));

            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
            link.close();
        } finally {
            System.setErr(error);
        }

        // other tests write to the same stream at the same time
        String mine = "[" + Thread.currentThread().getName() + "]";
        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.startsWith(mine))
                .isEmpty();
    }
}
