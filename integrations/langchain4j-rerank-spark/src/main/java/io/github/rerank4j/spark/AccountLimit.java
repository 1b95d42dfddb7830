package io.github.rerank4j.spark;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The limit of an account, kept by all executors of a job together: each keeps its share of it. Immutable.
 *
 * <p>The shares hold for as many executors as the job has: one where it runs in one JVM; else
 * {@code spark.executor.instances}, or with dynamic allocation {@code spark.dynamicAllocation.maxExecutors}; else the
 * number given here. A job of which nobody knows how many executors it gets is refused.
 */
public final class AccountLimit implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int UNKNOWN = 0;

    private final double requestsPerSecond;
    private final long requestsPerMinute;
    private final long tokensPerMinute;
    private final int executors;

    private AccountLimit(double requestsPerSecond, long requestsPerMinute, long tokensPerMinute, int executors) {
        this.requestsPerSecond = requestsPerSecond;
        this.requestsPerMinute = requestsPerMinute;
        this.tokensPerMinute = tokensPerMinute;
        this.executors = executors;
    }

    /**
     * A limit on the requests of any one second, as {@link RateLimiters#perSecond} keeps it.
     *
     * @param requests of the whole account; above 0
     * @throws IllegalArgumentException if it is not above 0
     */
    public static AccountLimit perSecond(double requests) {
        if (!(requests > 0 && Double.isFinite(requests))) {
            throw new IllegalArgumentException(
                    "the limit is " + requests + " requests per second, but must be above 0");
        }
        return new AccountLimit(requests, 0, 0, UNKNOWN);
    }

    /**
     * A limit on the requests and the tokens of any one minute, as {@link RateLimiters#perMinute} keeps it.
     *
     * @param requests of the whole account; at least 1, {@link Long#MAX_VALUE} for no limit
     * @param tokens of the whole account; at least 1, {@link Long#MAX_VALUE} for no limit
     * @throws IllegalArgumentException if one is below 1
     */
    public static AccountLimit perMinute(long requests, long tokens) {
        if (requests < 1 || tokens < 1) {
            throw new IllegalArgumentException("the limit is " + requests + " requests and " + tokens
                    + " tokens per minute, but both must be 1 or more");
        }
        return new AccountLimit(0, requests, tokens, UNKNOWN);
    }

    /**
     * The same limit, shared by that many executors, whatever Spark's configuration says.
     *
     * @param executors the most that the job has at a time; at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public AccountLimit executors(int executors) {
        if (executors < 1) {
            throw new IllegalArgumentException("executors is " + executors + ", but must be 1 or more");
        }
        return new AccountLimit(requestsPerSecond, requestsPerMinute, tokensPerMinute, executors);
    }

    boolean knowsExecutors() {
        return executors != UNKNOWN;
    }

    /** What one executor may use of it. */
    RateLimiter share() {
        return requestsPerSecond > 0
                ? RateLimiters.perSecond(requestsPerSecond / executors)
                : RateLimiters.perMinute(part(requestsPerMinute), part(tokensPerMinute));
    }

    private long part(long whole) {
        return whole == Long.MAX_VALUE ? whole : Math.max(1, whole / executors);
    }

    /** Whether the numbers are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountLimit limit && toString().equals(limit.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The numbers. */
    @Override
    public String toString() {
        return "AccountLimit[requestsPerSecond=" + requestsPerSecond + ", requestsPerMinute=" + requestsPerMinute
                + ", tokensPerMinute=" + tokensPerMinute + ", executors=" + executors + "]";
    }
}
