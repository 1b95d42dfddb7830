package io.github.rerank4j.redis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.lettuce.core.RedisClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications with one Redis, each with a client, a store and a cache of its own. */
class SharedCacheTest {

    private static final String SECRET = "0123456789abcdef of both";
    private static final String QUERY = "Wie lange gilt die Garantie?";
    private static final List<String> DOCUMENTS =
            List.of("Die Garantie gilt zwei Jahre.", "保修期为两年。", "Unser Lager liegt in Ulm.");
    private static final int PATIENCE_MILLIS = 20_000;

    private final RedisProcess redis = RedisProcess.start();
    private final Application one = new Application(SECRET);
    private final Application other = new Application(SECRET);

    @AfterEach
    void end() {
        one.close();
        other.close();
        redis.close();
    }

    @Test
    void what_one_application_has_asked_the_other_knows() {
        List<Double> first = one.scores();
        await_kept();

        assertThat(other.scores()).isEqualTo(first);
        assertThat(other.model.documents).hasValue(0);
    }

    @Test
    void with_another_secret_nothing_is_known() {
        one.scores();
        await_kept();

        try (Application stranger = new Application("fedcba9876543210 of nobody")) {
            stranger.scores();

            assertThat(stranger.model.documents).hasValue(DOCUMENTS.size());
        }
    }

    @Test
    void a_dump_of_everything_and_the_traffic_hold_no_text_and_no_secret() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader monitor =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            assertThat(monitor.readLine()).isEqualTo("+OK");

            one.scores();
            await_kept();
            other.scores();

            redis.command("ECHO", "that is all");
            assertThatNothingIsReadable(traffic(monitor));
            assertThatNothingIsReadable(dump());
        }
    }

    private void await_kept() {
        await().until(() -> keys().size() == DOCUMENTS.size());
    }

    private List<String> keys() {
        return redis.command("KEYS", "*").lines().filter(key -> !key.isEmpty()).toList();
    }

    private String dump() {
        return keys().stream()
                .map(key -> key + " " + redis.command("GET", key) + " " + redis.command("OBJECT", "ENCODING", key))
                .collect(joining("\n"));
    }

    private static String traffic(BufferedReader monitor) throws IOException {
        StringBuilder traffic = new StringBuilder();
        try {
            for (String line = monitor.readLine(); !line.contains("that is all"); line = monitor.readLine()) {
                traffic.append(line).append('\n');
            }
        } catch (SocketTimeoutException tooLong) {
            throw new AssertionError("the monitor ended with " + traffic, tooLong);
        }
        assertThat(traffic).contains("\"MGET\"", "\"SET\"");
        return traffic.toString();
    }

    private static void assertThatNothingIsReadable(String dump) {
        assertThat(dump).contains("shop:").doesNotContainIgnoringCase(SECRET, "0123456789abcdef", "bge-reranker");
        IntStream.range(0, DOCUMENTS.size() + 1)
                .mapToObj(i -> i == 0 ? QUERY : DOCUMENTS.get(i - 1))
                .flatMap(Pattern.compile("\\W+")::splitAsStream)
                .filter(word -> word.length() > 3)
                .forEach(word -> assertThat(dump).doesNotContainIgnoringCase(word));
        // as MONITOR would write them, and as they would be in a value
        assertThat(dump).doesNotContain("保修", "\\xe4\\xbf\\x9d");
    }

    private final class Application implements AutoCloseable {

        private final RedisClient client = RedisClient.create(redis.uri());
        private final RedisScoreStore store = RedisScoreStore.of(client, "shop:");
        private final CountingModel model = new CountingModel();
        private final CachingScoringModel cache;

        Application(String secret) {
            cache = CachingScoringModel.of(model)
                    .store(store)
                    .version("bge-reranker-v2")
                    .keySecret(secret.getBytes(StandardCharsets.UTF_8))
                    .build();
            // the first question of all finds no connection in its 50 ms on a busy machine
            store.getAll(StoreKeys.keys(1)).join();
        }

        List<Double> scores() {
            return cache.rerank(RerankRequest.builder()
                            .query(QUERY)
                            .documents(DOCUMENTS)
                            .build())
                    .scores();
        }

        @Override
        public void close() {
            cache.close();
            store.close();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        }
    }
}
