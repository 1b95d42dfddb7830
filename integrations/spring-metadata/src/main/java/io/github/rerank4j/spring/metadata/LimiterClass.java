package io.github.rerank4j.spring.metadata;

import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.spring.shared.ChainProperties;
import java.util.List;

/** The sources of the classes whose properties are those of the limiter of a reranker with a name. */
final class LimiterClass {

    static final String NAME = "LimiterProperties";
    static final String OF_REDIS = "RedisLimiterProperties";

    /** What is said of it. */
    static final String DESCRIPTION = "A limit around this reranker that applications share.";

    private LimiterClass() {}

    /** The type of such a limiter. */
    static SettingType type() {
        return type(NAME);
    }

    static String source() {
        return ClassSource.of(
                NAME, "a shared limit", List.of(new Field(ChainProperties.REDIS, type(OF_REDIS), "One in a Redis.")));
    }

    static String sourceOfRedis() {
        return ClassSource.of(
                OF_REDIS,
                "a shared limit in a Redis",
                RedisLimit.settings().stream()
                        .map(setting ->
                                new Field(setting.name(), SettingType.of(List.of(setting)), Sentence.of(setting)))
                        .toList());
    }

    private static SettingType type(String name) {
        return new SettingType(ClassSource.PACKAGE + "." + name, name, List.of());
    }
}
