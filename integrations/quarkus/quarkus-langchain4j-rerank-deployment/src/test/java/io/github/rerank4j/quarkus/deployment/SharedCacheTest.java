package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.resilience.ScoreStore;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedCacheTest {

    private static final double KNOWN = 0.5;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Scores.class, TestServer.class, Store.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.base-url", "http://127.0.0.1:9")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-id", TestServer.SECRET_ID)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.secret-key", TestServer.SECRET_KEY)
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cache.enabled", "true")
            .overrideConfigKey("quarkus.langchain4j.rerank.cache.key-secret", "a secret of many bytes");

    @Inject
    ScoringModel model;

    @Test
    void the_applications_store_is_asked() {
        assertThat(Scores.of(model)).containsExactly(KNOWN, KNOWN);
    }

    @Singleton
    static class Store implements ScoreStore {

        @Override
        public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
            return CompletableFuture.completedFuture(
                    keys.stream().mapToDouble(key -> KNOWN).toArray());
        }

        @Override
        public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] scores, Duration timeToLive) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
