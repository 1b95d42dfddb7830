package io.github.rerank4j.quarkus;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What may be set for a limit that applications share in a Redis. Needs Lettuce on the class path. */
public interface RerankLimitSettings {

    /**
     * Address of the Redis: {@code redis://}, {@code rediss://} with TLS, or {@code redis-sentinel://}, with user and
     * password if it has them. Several with a comma between them are nodes of a cluster.
     */
    @ConfigDocDefault("none")
    Optional<String> uri();

    /** Name of the limit in the Redis, for one account and one model; who has the same key shares the limit. */
    @ConfigDocDefault("the provider, the host if it is set, and the model")
    Optional<String> key();

    /** Requests of all applications in any second, above 0. Not together with per-minute limits. */
    @ConfigDocDefault("no per-second limit")
    OptionalDouble requestsPerSecond();

    /** Requests of all applications in any minute, at least 1. */
    @ConfigDocDefault("no limit of requests a minute")
    OptionalInt requestsPerMinute();

    /** Tokens of all applications in any minute, at least 1. */
    @ConfigDocDefault("no limit of tokens a minute")
    OptionalInt tokensPerMinute();

    /** How many instances of all applications share the limit at least, for the share of each while the Redis is away; at least 1. */
    @ConfigDocDefault("as many as the Redis has seen")
    OptionalInt expectedInstances();

    /** What counts while the Redis is away: {@code local-share}, {@code fail} or {@code open}. */
    @ConfigDocDefault("local-share")
    Optional<String> onUnavailable();
}
