package io.github.rerank4j.redis;

import io.github.rerank4j.settings.Setting;

/** What may be set for caches beside {@code CachingScoringModel}'s own settings, for integrations. Needs no Lettuce. */
public final class RedisSettings {

    /** The name of {@link #prefix}. */
    public static final String PREFIX = "redisPrefix";

    private RedisSettings() {}

    /**
     * Where the scores of a cache are in the application's Redis. A builder gets a {@link RedisScoreStore} instead, so
     * nothing is handed to it.
     */
    public static <B> Setting<B, String> prefix() {
        return Setting.<B>text(PREFIX, (builder, prefix) -> {})
                .description(
                        "What the keys of scores begin with in the application's Redis, where they are kept then and"
                                + " shared with whoever has the same prefix and the same secret.")
                .defaultText("none: scores are in memory")
                .build();
    }
}
