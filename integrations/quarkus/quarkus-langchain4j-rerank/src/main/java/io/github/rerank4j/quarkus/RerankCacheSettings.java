package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What may be set for caches of scores; whether there is one is decided when the application is built. */
public interface RerankCacheSettings {

    /** How many documents' scores are remembered at most, in memory. Not together with a ScoreStore bean. */
    @ConfigDocDefault("100000")
    OptionalInt maxDocuments();

    /** How long a score is remembered. */
    @ConfigDocDefault("24h")
    Optional<Duration> timeToLive();

    /** Any name; another one makes a cache forget all scores. */
    @ConfigDocDefault("none")
    Optional<String> version();

    /** Makes the keys of a shared store, so that questions cannot be guessed from them. Required with a ScoreStore bean. */
    @ConfigDocDefault("a random one, where the store is the cache's own")
    Optional<String> keySecret();

    /**
     * What the keys of scores begin with in a Redis, where they are kept then and shared with whoever has the same prefix and
     * the same secret. Together with {@code redis-uri} and {@code key-secret}.
     */
    @ConfigDocDefault("none: scores are in memory")
    Optional<String> redisPrefix();

    /**
     * Address of that Redis: {@code redis://}, {@code rediss://} with TLS, or {@code redis-sentinel://}, with user and
     * password if it has them. Several with a comma between them are nodes of a cluster. Needs Lettuce on the class path.
     */
    @ConfigDocDefault("none")
    Optional<String> redisUri();
}
