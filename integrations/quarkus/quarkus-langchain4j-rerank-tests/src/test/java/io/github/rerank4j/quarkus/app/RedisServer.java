package io.github.rerank4j.quarkus.app;

import io.github.rerank4j.fixtures.RedisProcess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis with a password for the time of a test, and what an application has to know about it. */
public class RedisServer implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "a-password-nobody-sees";

    private @Nullable RedisProcess redis;

    @Override
    public Map<String, String> start() {
        RedisProcess started = RedisProcess.start("--requirepass", PASSWORD);
        redis = started;
        String uri = started.uri().replace("redis://", "redis://:" + PASSWORD + "@");
        return Map.of(
                "redis.port", String.valueOf(started.port()),
                "quarkus.langchain4j.rerank.limiter.redis.uri", uri,
                "quarkus.langchain4j.rerank.cache.redis-uri", uri);
    }

    @Override
    public void stop() {
        if (redis != null) {
            redis.close();
        }
    }
}
