package io.github.rerank4j.redis;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.testkit.ListenedRerankerContract;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A cache over a Redis is a reranker as its model is. */
class RedisStoreContractTest extends ListenedRerankerContract {

    private static final String SECRET = "a secret of this contract";

    private static final AtomicInteger CACHES = new AtomicInteger();
    private static RedisProcess redis;
    private static RedisClient client;

    /** They end after the caches over them, which are closed after each test. */
    private static final List<RedisScoreStore> STORES = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        client = RedisClient.create(redis.uri());
    }

    @AfterAll
    static void end() {
        STORES.forEach(RedisScoreStore::close);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        redis.close();
    }

    @Override
    protected Reranker reranker(Reranker member) {
        return cache(member).build();
    }

    @Override
    protected Reranker reranker(Reranker member, RerankListener listener) {
        return cache(member).listeners(List.of(listener)).build();
    }

    private CachingScoringModel.Builder cache(Reranker member) {
        RedisScoreStore store = RedisScoreStore.of(client, "contract" + CACHES.incrementAndGet() + ":");
        STORES.add(store);
        return CachingScoringModel.of(member)
                .store(store)
                .version("1")
                .keySecret(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    public boolean asksForEachCall() {
        return false;
    }

    @Override
    public boolean worksOnExecutor() {
        return false;
    }
}
