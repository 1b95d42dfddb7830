package io.github.rerank4j.quarkus;

import io.github.rerank4j.LongDocuments;
import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What may be set for a reranker of any provider. What is not set is left to the builder of the model. */
public interface RerankModelConfig {

    /** Address of the service: scheme, host, port and path, pasted with or without the service's own path. */
    @ConfigDocDefault("the provider's")
    Optional<String> baseUrl();

    /** Key for a local server that stands in for the provider: set by Dev Services, used where there is no other. */
    Optional<String> standInKey();

    /** Model to ask. */
    @ConfigDocDefault("the provider's, where it has one")
    Optional<String> modelName();

    /** How long a whole call may take, waiting and retries included. */
    @ConfigDocDefault("90s")
    @WithDefault("${quarkus.langchain4j.timeout}")
    Optional<Duration> timeout();

    /** How long one attempt may take, its body included; at most {@code timeout}. */
    @ConfigDocDefault("as timeout if set, else 60s")
    Optional<Duration> attemptTimeout();

    /**
     * How long making a connection to one address may take, above zero: to connect, to get through a proxy, and the TLS
     * handshake, each by itself. Not together with an OkHttpClient bean.
     */
    @ConfigDocDefault("10s")
    Optional<Duration> connectTimeout();

    /** How often a failed attempt is repeated when repeating can help; 0 disables. */
    @ConfigDocDefault("2")
    OptionalInt maxRetries();

    /** How many requests of this model may be in flight at a time. */
    @ConfigDocDefault("1024, or what a dialect says")
    OptionalInt maxConcurrentRequests();

    /** Attempts a second, above 0. Not together with a RateLimiter bean. */
    @ConfigDocDefault("the provider's limit, where one is documented")
    OptionalDouble requestsPerSecond();

    /** Documents in one request, at least 1. */
    @ConfigDocDefault("the provider's limit")
    OptionalInt maxDocumentsPerRequest();

    /** Characters in one request, the query counted once, at least 1. */
    @ConfigDocDefault("the provider's limit")
    OptionalInt maxCharactersPerRequest();

    /** Characters in one document, at least 1. */
    @ConfigDocDefault("the provider's limit")
    OptionalInt maxCharactersPerDocument();

    /** Bytes in the body of one request, at least 1. */
    @ConfigDocDefault("the provider's limit")
    OptionalInt maxBytesPerRequest();

    /** What happens to a document that does not fit these limits. */
    @ConfigDocDefault("fail")
    Optional<LongDocuments> longDocuments();

    /**
     * Scores as the service sends them ({@code raw}), from 0 to 1 where the range is known ({@code probability}), or those of
     * a calibration ({@code calibrated:FILE}).
     */
    @ConfigDocDefault("raw")
    Optional<String> scores();

    /** Headers for each attempt; they replace the model's of the same name. */
    @ConfigDocMapKey("header")
    Map<String, String> customHeaders();

    /** Proxy for connections, {@code http://host:port} or {@code socks://host:port}. Not together with an OkHttpClient bean. */
    @ConfigDocDefault("the JVM's")
    Optional<String> proxy();

    /** Whether each attempt is logged at INFO: sizes and names, never a text or a header. */
    @ConfigDocDefault("false")
    @WithDefault("${quarkus.langchain4j.log-requests}")
    Optional<Boolean> logRequests();

    /** Whether each reply is logged at INFO: status, time, id and usage, never a text. */
    @ConfigDocDefault("false")
    @WithDefault("${quarkus.langchain4j.log-responses}")
    Optional<Boolean> logResponses();

    /** Category of log lines and warnings. */
    @ConfigDocDefault("io.github.rerank4j")
    Optional<String> logger();

    /** The cache of its scores, if it has one. */
    Cache cache();

    /** The limit that it shares with other applications, if it shares one. */
    Limiter limiter();

    /** What may be set for the cache of one model. */
    @ConfigGroup
    interface Cache extends RerankCacheSettings {}

    /** Where the limit of one model may be. */
    @ConfigGroup
    interface Limiter {

        /** In a Redis. */
        Redis redis();
    }

    /** What may be set for the limit of one model in a Redis. */
    @ConfigGroup
    interface Redis extends RerankLimitSettings {}
}
