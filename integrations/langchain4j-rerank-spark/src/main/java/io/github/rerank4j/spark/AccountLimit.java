package io.github.rerank4j.spark;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.settings.SettingException;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The limit of an account, kept by all executors of a job together: each keeps its share of it, or all ask a Redis for
 * permits. Transforms with different models or settings keep one each, even at the same time, except on a Redis with the
 * same key. Immutable.
 *
 * <p>The shares hold for as many executors as the job has: one where it runs in one JVM; else
 * {@code spark.executor.instances}, on a standalone cluster {@code spark.cores.max} over {@code spark.executor.cores},
 * with dynamic allocation {@code spark.dynamicAllocation.maxExecutors}; else the number given here. Without Redis a job
 * of which nobody knows how many executors it gets is refused.
 */
public final class AccountLimit implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int UNKNOWN = 0;

    private final Numbers numbers;
    private final int executors;
    private final @Nullable Redis redis;

    private AccountLimit(Numbers numbers, int executors, @Nullable Redis redis) {
        this.numbers = numbers;
        this.executors = executors;
        this.redis = redis;
    }

    /**
     * A limit on the requests of any one second, as {@link RateLimiters#perSecond} keeps it.
     *
     * @param requests of the whole account; above 0
     * @throws SettingException if it is not above 0
     */
    public static AccountLimit perSecond(double requests) {
        if (!(requests > 0 && Double.isFinite(requests))) {
            throw SettingException.of("{perSecond} is %s, but must be above 0", "", requests);
        }
        return new AccountLimit(new Numbers(requests, 0, 0), UNKNOWN, null);
    }

    /**
     * A limit on the requests and the tokens of any one minute, as {@link RateLimiters#perMinute} keeps it.
     *
     * @param requests of the whole account; at least 1, {@link Long#MAX_VALUE} for no limit
     * @param tokens of the whole account; at least 1, {@link Long#MAX_VALUE} for no limit
     * @throws SettingException if one is below 1
     */
    public static AccountLimit perMinute(long requests, long tokens) {
        requireOne("requestsPerMinute", requests);
        requireOne("tokensPerMinute", tokens);
        return new AccountLimit(new Numbers(0, requests, tokens), UNKNOWN, null);
    }

    /**
     * The same limit, shared by that many executors, whatever Spark's configuration says.
     *
     * @param executors the most that the job has at a time; at least 1
     * @throws SettingException if it is below 1
     */
    public AccountLimit executors(int executors) {
        requireOne("executors", executors);
        return new AccountLimit(numbers, executors, redis);
    }

    private static void requireOne(String setting, long number) {
        if (number < 1) {
            throw SettingException.of("{%s} is %s, but must be 1 or more", "", setting, number);
        }
    }

    /**
     * The same limit, kept on a Redis by whoever names the same key, this job and others: what one executor leaves the
     * others take. Needs {@code langchain4j-rerank-redis} and Lettuce on the class path of driver and executors.
     *
     * @param uri a reference to an environment variable of the executors that holds the address, which may hold a
     *     password: {@code ${RERANK_REDIS_URI}}
     * @param key whose limit it is: account, and for a per-minute limit the model
     * @throws SettingException if the address is no reference, or the key is blank
     * @throws IllegalStateException if what it needs is not on the class path
     */
    public AccountLimit redis(String uri, String key) {
        if (SecretReferences.variables(Map.of("redis", uri)).isEmpty()) {
            throw SettingException.of(
                    "{redis} is no reference, but the address of Redis may hold a password and travels to executors",
                    "refer to a variable of their environment, such as %s",
                    "${RERANK_REDIS_URI}");
        }
        if (key.isBlank()) {
            throw SettingException.of("{key} is blank", "name the account, and for a per-minute limit the model");
        }
        requireRedis();
        return new AccountLimit(numbers, executors, new Redis(uri, key));
    }

    private static void requireRedis() {
        try {
            RedisAccount.requireClasses();
        } catch (LinkageError missing) {
            throw new IllegalStateException(
                    "a limit on Redis needs langchain4j-rerank-redis and io.lettuce:lettuce-core,"
                            + " 7 or newer; add both to the class path of driver and executors",
                    missing);
        }
    }

    boolean knowsExecutors() {
        return executors != UNKNOWN;
    }

    boolean isOnRedis() {
        return redis != null;
    }

    /** The variables of the environment that hold secrets of it. */
    Set<String> variables() {
        return redis == null ? Set.of() : SecretReferences.variables(Map.of("redis", redis.uri()));
    }

    /** What one executor may use of it, with connections of its own where it has any. */
    OwnedLimiter open(Function<String, ? extends @Nullable String> environment) {
        if (redis != null) {
            String uri = SecretReferences.resolved(Map.of("redis", redis.uri()), environment)
                    .getOrDefault("redis", "");
            return RedisAccount.open(uri, redis.key(), numbers, executors);
        }
        return OwnedLimiter.of(numbers.share(executors));
    }

    /** Whether the limit is the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountLimit limit
                && numbers.equals(limit.numbers)
                && executors == limit.executors
                && Objects.equals(redis, limit.redis);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numbers, executors, redis);
    }

    /** The numbers; no address. */
    @Override
    public String toString() {
        return "AccountLimit[" + numbers + ", executors=" + executors + ", redis=" + (redis != null) + "]";
    }

    /**
     * The numbers of the whole account.
     *
     * @param requestsPerSecond 0 where a minute counts
     * @param requestsPerMinute 0 where a second counts
     * @param tokensPerMinute 0 where a second counts
     */
    record Numbers(double requestsPerSecond, long requestsPerMinute, long tokensPerMinute) implements Serializable {

        boolean perSecond() {
            return requestsPerSecond > 0;
        }

        /** For one executor. */
        RateLimiter share(int executors) {
            return perSecond()
                    ? RateLimiters.sharePerSecond(requestsPerSecond, executors)
                    : RateLimiters.sharePerMinute(requestsPerMinute, tokensPerMinute, executors);
        }
    }

    /**
     * Where it is kept.
     *
     * @param uri a reference to the environment
     * @param key whose limit it is
     */
    private record Redis(String uri, String key) implements Serializable {}
}
