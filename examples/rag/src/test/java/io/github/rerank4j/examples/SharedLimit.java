package io.github.rerank4j.examples;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.redis.OnUnavailable;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.lettuce.core.RedisClient;

/** One pod of many: {@code SharedLimit redis://redis:6379 https://api.siliconflow.cn KEY}. */
// tag::shared-limit[]
final class SharedLimit {

    public static void main(String[] args) {
        RedisClient redis = RedisClient.create(args[0]); // the application's, closed after the limiter
        try (RedisRateLimiter limiter = RedisRateLimiter.perMinute(redis, "siliconflow:bge-reranker", 2_000, 500_000)
                .expectedInstances(4) // how many pods there are
                .onUnavailable(OnUnavailable.LOCAL_SHARE)) {
            ScoringModel reranker = SiliconFlowScoringModel.builder()
                    .baseUrl(args[1])
                    .apiKey(args[2])
                    .modelName("BAAI/bge-reranker-v2-m3")
                    .rateLimiter(limiter)
                    .build();
            TextSegment passage = TextSegment.from("The office closes at six.");
            System.out.println(reranker.score(passage, "When does it close?").content());
        } finally {
            redis.shutdown();
        }
    }
}
// end::shared-limit[]
