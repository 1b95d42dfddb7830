package io.github.rerank4j.redis;

import io.github.rerank4j.settings.Setting;

/** What may be set for caches and limits beside {@code CachingScoringModel}'s own settings, for integrations. Needs no Lettuce. */
public final class RedisSettings {

    /** The name of {@link #prefix}. */
    public static final String PREFIX = "redisPrefix";

    /** What is said of the address of a Redis, where a framework has no client of its own to take. */
    public static final String ADDRESS =
            "Address of the Redis: redis://, rediss:// with TLS, or redis-sentinel://, with"
                    + " user and password if it has them. Several with a comma between them are nodes of a cluster.";

    private RedisSettings() {}

    /**
     * The address of a Redis, which is secret because of the password in it. A builder gets what is made with it instead,
     * so nothing is handed to it.
     *
     * @param name of the setting
     */
    public static <B> Setting<B, String> address(String name) {
        return Setting.<B>text(name, (builder, address) -> {})
                .description(ADDRESS)
                .secret()
                .build();
    }

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
