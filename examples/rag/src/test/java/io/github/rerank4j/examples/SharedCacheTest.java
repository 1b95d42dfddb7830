package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One memory for many pods, in a real Redis. */
class SharedCacheTest {

    private static final String SECRET = "the same for all pods";
    private static final RerankRequest QUESTION = RerankRequest.builder()
            .query("When does it close?")
            .documents(List.of("The office closes at six.", "Tea is hot."))
            .build();

    @Test
    void what_one_pod_has_asked_another_knows() {
        try (RedisProcess server = RedisProcess.start()) {
            RedisClient client = RedisClient.create(server.uri());
            try {
                Asked one = new Asked();
                Asked other = new Asked();
                cache(one, client, SECRET).rerank(QUESTION);
                await().until(() -> server.command("KEYS", "shop:*").lines().count() == 2);

                // whoever is faster than a first connection asks its model
                CachingScoringModel pod = cache(other, client, SECRET);
                await().until(() -> pod.rerank(QUESTION).cached());

                assertThat(one.documents).hasValue(2);
                assertThat(other.documents).hasValueLessThanOrEqualTo(2);
                assertThat(server.command("KEYS", "*").lines()).allMatch(key -> key.matches("shop:[0-9a-f]{32}"));
            } finally {
                client.shutdown();
            }
        }
    }

    private static CachingScoringModel cache(ScoringModel model, RedisClient redis, String secret) {
        // tag::shared-cache[]
        RedisScoreStore store = RedisScoreStore.of(redis, "shop:"); // redis is a RedisClient

        CachingScoringModel reranker = CachingScoringModel.of(model)
                .store(store)
                .keySecret(secret.getBytes(StandardCharsets.UTF_8)) // the same for all pods, at least 16 bytes
                .timeToLive(Duration.ofDays(7))
                .version("2026-11")
                .build();
        // end::shared-cache[]
        return reranker;
    }

    /** A model that counts the documents it is asked for. */
    private static final class Asked implements ScoringModel {

        private final AtomicInteger documents = new AtomicInteger();

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            documents.addAndGet(segments.size());
            return Response.from(segments.stream()
                    .map(segment -> segment.text().length() / 100.0)
                    .toList());
        }
    }
}
