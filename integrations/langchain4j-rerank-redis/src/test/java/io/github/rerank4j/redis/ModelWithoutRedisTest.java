package io.github.rerank4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.RetriableException;
import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.fixtures.RedisProcess;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model whose limiter has no Redis: whichever deadline is first, the call's or the limiter's, Redis is named. */
class ModelWithoutRedisTest extends RealRedisCase {

    private static final RerankRequest REQUEST = RerankRequest.builder()
            .query("Garantie")
            .documents(List.of("zwei Jahre", "ein Jahr"))
            .build();

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 300, 1_000, 3_000})
    void every_call_that_blocks_or_not_fails_with_an_exception_that_names_a_redis_that_is_away(int millis) {
        RedisProcess redis = redis();
        redis.stop();

        assertThat(failures(redis, millis))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(RetriableException.class)
                        .hasMessageContaining("no usable answer from Redis")
                        .hasMessageContaining("Check that Redis is up"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 150, 1_000})
    void every_call_fails_with_an_exception_that_names_a_redis_that_is_silent(int millis) {
        RedisProcess redis = redis();
        redis.pause();

        assertThat(failures(redis, millis))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(RetriableException.class)
                        .hasMessageContaining("no usable answer from Redis"));
        redis.resume();
    }

    private List<Throwable> failures(RedisProcess redis, int millis) {
        RedisRateLimiter limiter = closing(limiter(redis.uri(), 10_000).onUnavailable(OnUnavailable.FAIL));
        GenericScoringModel model = closing(GenericScoringModel.builder()
                .dialect(RerankDialect.VOYAGE)
                .baseUrl("http://127.0.0.1:1")
                .apiKey("key")
                .modelName("rerank-2.5")
                .maxConcurrentRequests(200)
                .timeout(Duration.ofMillis(millis))
                .rateLimiter(limiter)
                .build());
        // the first call loads classes, for so long that its time may be up before it asks for a permit
        assertThat(catchThrowable(() -> model.rerank(REQUEST))).isNotNull();
        List<Throwable> failures = new ArrayList<>();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            calls.add(((AsyncReranker) model).rerankAsync(REQUEST));
        }
        for (int i = 0; i < 3; i++) {
            failures.add(catchThrowable(() -> model.rerank(REQUEST)));
        }
        calls.forEach(call -> failures.add(failure(call)));
        return failures;
    }
}
