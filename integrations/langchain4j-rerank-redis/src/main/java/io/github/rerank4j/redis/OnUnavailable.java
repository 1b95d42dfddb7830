package io.github.rerank4j.redis;

/**
 * What a {@link RedisRateLimiter} does once Redis has given no usable answer for 2.4 seconds. Before that nothing is
 * granted; whatever is chosen here ends with Redis' first answer.
 */
public enum OnUnavailable {

    /**
     * Each JVM paces by itself with its share of the limit: the limit divided by {@link
     * RedisRateLimiter#expectedInstances} or by the JVMs that Redis saw in the minute before, whichever is more. A share
     * below one request in a period is one in a longer period, and where there are more JVMs than lanes, all may use it at
     * once. Where neither number is known, this is {@link #FAIL}.
     *
     * <p>Where the period is longer than a second, what Redis granted within the last one counts too: until a period and
     * 1.4 seconds after Redis was heard of last a JVM has only lanes and tokens of its own that have cooled, and one that
     * is alone also what was free. So JVMs that were idle may grant nothing for the first minute.
     *
     * <p>While only some JVMs reach Redis, the shares of the others come on top of the limit.
     */
    LOCAL_SHARE,

    /**
     * Callers wait for Redis as long as their {@link io.github.rerank4j.Demand#patience} allows, and then get a {@link
     * dev.langchain4j.exception.RetriableException} that names Redis. Where the timeout of a model's call is up first, it
     * is a {@link dev.langchain4j.exception.TimeoutException}, which is one too and names Redis likewise.
     */
    FAIL,

    /**
     * There is no limit: every attempt has its permit at once. The gate is open; this is not the state of a circuit
     * breaker, which stops calls when it is open. For that choose {@link #FAIL}.
     */
    OPEN
}
