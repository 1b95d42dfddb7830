package io.github.rerank4j.redis;

/**
 * What a {@link RedisRateLimiter} does once Redis has given no usable answer for 2.4 seconds. Before that nothing is
 * granted; whatever is chosen here ends with Redis' first answer.
 */
public enum OnUnavailable {

    /**
     * Each JVM paces by itself with its share of the limit: the limit divided by {@link
     * RedisRateLimiter#expectedInstances} or by the JVMs that Redis saw in the minute before, whichever is more. A share
     * below one request in a period is one in a longer period. Where neither number is known, this is {@link #FAIL}.
     * While only some JVMs reach Redis, the shares of the others come on top of the limit.
     */
    LOCAL_SHARE,

    /**
     * Callers wait for Redis as long as their {@link io.github.rerank4j.Demand#patience} allows, and then get a {@link
     * dev.langchain4j.exception.RetriableException} that names Redis.
     */
    FAIL,

    /** There is no limit. */
    OPEN
}
