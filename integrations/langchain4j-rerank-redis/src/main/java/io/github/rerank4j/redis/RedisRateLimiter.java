package io.github.rerank4j.redis;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One limit of an account for all JVMs that name the same key: what {@link io.github.rerank4j.RateLimiters} promises
 * inside a JVM, kept in Redis, on Redis' clock. No window of one period sees more than the limit, however unevenly
 * requests travel; those who wait in one JVM are served in their order, and the JVMs in turn.
 *
 * <p>Needs Redis 6.2 or newer, one server with its replicas or a cluster, and a user who may run scripts, {@code INFO} in
 * them, without which it is refused, and publish and subscribe on channels that begin with {@code rerank4j:}. What is kept there are numbers and
 * random names, never a text or a key of a service; it is gone a day after its last use. A limiter whose state is not there,
 * because it is new or Redis has lost it, grants nothing for 2.4 seconds, so that what was granted before is used. Where
 * the period is longer than a second and Redis may have lost something within it, these are the period and 1.4 seconds,
 * 61.4 for a per-minute limit: after a restart, a fail-over, an eviction or a flush, and on a Redis that has run for less.
 * Redis' clock must not be set forward by hand. Where it is set back by more than a
 * second the limiter begins anew with that wait.
 *
 * <p>A permit costs Redis about one and a half calls of a script where permits are frequent; beside that each JVM that waits asks
 * once a second, so that a slow limit costs as many calls a second as JVMs wait. A JVM that dies keeps its lanes for six seconds, those of a
 * per-minute limit for 65. Redis slow or away holds nobody for ever: see {@link #onUnavailable}. A JVM that stops for longer
 * than three seconds between a permit and the last byte of its request may be over the limit with that request.
 *
 * <p>Thread-safe. Nothing is connected before the first {@link #acquire}. Futures are completed one after the other on a
 * thread that is neither the caller's nor the Redis client's; a callback that takes longer than a tenth of a second keeps
 * that thread, and the others go on on another. The client stays its owner's: it is not closed here, and has to be
 * closed after the limiter.
 */
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final LettuceLink.Connector connector;
    private final String key;
    private final Limit limit;
    private final int instances;
    private final OnUnavailable what;
    /** From the first permit on. */
    private @Nullable CallLoop loop;

    private boolean closed;

    private RedisRateLimiter(
            LettuceLink.Connector connector, String key, Limit limit, int instances, OnUnavailable what) {
        this.connector = connector;
        this.key = key;
        this.limit = limit;
        this.instances = instances;
        this.what = what;
    }

    /**
     * A limiter for a service that counts the requests of any one second; see {@link
     * io.github.rerank4j.RateLimiters#perSecond}. It connects with the first permit that is asked for, and has to be
     * closed; {@link OnUnavailable#LOCAL_SHARE} until another is chosen.
     *
     * @param client to one Redis, with its address; stays the caller's
     * @param key whose limit it is, for example {@code "tencent:" + appId}; limiters with the same key and different
     *     limits do not share anything
     * @param requestsPerSecond requests of all JVMs together, above 0 and finite; below 1 for less than one a second
     * @throws NullPointerException if {@code client} or {@code key} is null
     * @throws IllegalArgumentException if the key is blank or the number is outside its range
     */
    public static RedisRateLimiter perSecond(RedisClient client, String key, double requestsPerSecond) {
        return of(client, key, Limit.perSecond(requestsPerSecond));
    }

    /** The same on a cluster; all that a key needs is on one of its nodes. */
    public static RedisRateLimiter perSecond(RedisClusterClient client, String key, double requestsPerSecond) {
        return of(client, key, Limit.perSecond(requestsPerSecond));
    }

    /**
     * A limiter for a service that counts the requests and the tokens of any one minute; see {@link
     * io.github.rerank4j.RateLimiters#perMinute}. Tokens are booked as estimated and settled as used.
     *
     * <p>On a key that Redis does not know nothing is granted for up to 61.4 seconds, because what was spent in the last
     * minute is unknown: after a restart, a flush or an eviction, and on a Redis that has run for less. One line at
     * {@code INFO} says so, and a call that cannot wait that long says it in its message. In development, where the
     * Redis starts with the application, leave the shared limiter out.
     *
     * @param client to one Redis, with its address; stays the caller's
     * @param key whose limit it is: account and model; limiters with the same key and different limits do not share
     *     anything
     * @param requests of all JVMs together in any minute, at least 1; {@link Long#MAX_VALUE} for no limit
     * @param tokens of all JVMs together in any minute, at least 1; {@link Long#MAX_VALUE} for no limit, as is all above
     *     2<sup>48</sup>
     * @throws NullPointerException if {@code client} or {@code key} is null
     * @throws IllegalArgumentException if the key is blank or a number is below 1
     */
    public static RedisRateLimiter perMinute(RedisClient client, String key, long requests, long tokens) {
        return of(client, key, Limit.perMinute(requests, tokens));
    }

    /** The same on a cluster; all that a key needs is on one of its nodes. */
    public static RedisRateLimiter perMinute(RedisClusterClient client, String key, long requests, long tokens) {
        return of(client, key, Limit.perMinute(requests, tokens));
    }

    /** Of either kind of client. */
    static RedisRateLimiter of(AbstractRedisClient client, String key, Limit limit) {
        Objects.requireNonNull(client, "client");
        if (Objects.requireNonNull(key, "key").isBlank()) {
            throw new IllegalArgumentException("key is blank, but has to name whose limit it is");
        }
        return new RedisRateLimiter(new ClientConnector(client), key, limit, 0, OnUnavailable.LOCAL_SHARE);
    }

    /**
     * A copy, with connections of its own and to be closed by itself, that knows how many JVMs share the limit, for {@link OnUnavailable#LOCAL_SHARE}. Default: the JVMs that
     * Redis saw in the last minute; where it saw more than this number, those count.
     *
     * @param n at least 1
     * @throws IllegalArgumentException if it is less
     */
    public RedisRateLimiter expectedInstances(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("expectedInstances is " + n + ", but must be at least 1");
        }
        return new RedisRateLimiter(connector, key, limit, n, what);
    }

    /**
     * A copy, with connections of its own and to be closed by itself, that does this when Redis is away. Default {@link
     * OnUnavailable#LOCAL_SHARE}.
     *
     * @throws NullPointerException if it is null
     */
    public RedisRateLimiter onUnavailable(OnUnavailable what) {
        return new RedisRateLimiter(connector, key, limit, instances, Objects.requireNonNull(what, "onUnavailable"));
    }

    /**
     * A permit as soon as there is one. Fails with a {@link io.github.rerank4j.NoPermitInTimeException} when Redis' answer
     * shows that none can come in time, with a {@link dev.langchain4j.exception.RetriableException} that names Redis when
     * the time is up while Redis does not answer, and with an {@link IllegalStateException} after {@link #close}.
     */
    @Override
    public CompletableFuture<Permit> acquire(Demand demand) {
        CallLoop loop = loop();
        return loop == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the rate limiter is closed"))
                : loop.acquire(demand);
    }

    /**
     * That Redis gives no usable answer, since when, where it is and what it says; or that it knows nothing of the last
     * period and grants nothing for how long; null otherwise. An answer that has not come yet is missed after 100 ms; after
     * 5 ms where there is no connection, or where somebody is out of time whose patience was below 100 ms when they asked.
     * No key, no password.
     */
    @Override
    public @Nullable String trouble() {
        Threads.lock(lock);
        try {
            return loop == null ? null : loop.trouble();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CallLoop loop() {
        Threads.lock(lock);
        try {
            if (loop == null && !closed) {
                loop = start();
            }
            return loop;
        } finally {
            lock.unlock();
        }
    }

    private CallLoop start() {
        // a callback may block its thread, and must not block a virtual thread's carrier with it
        Executor executor = Threads.forWhatFallsDue(Threads.executor());
        Timers timers = Timers.on(executor);
        String jvm = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Keys keys = new Keys(key, limit);
        Outage.Choice choice =
                new Outage.Choice(what, instances, limit::share, LoggerFactory.getLogger("io.github.rerank4j"));
        return new CallLoop(
                new CallLoop.Account(limit, keys.channels(), jvm),
                timers,
                executor,
                choice,
                told -> new LettuceLink(connector, keys, jvm, executor, told, System::nanoTime));
    }

    /**
     * Closes its connections, after what it still has to tell Redis or a tenth of a second; does not wait for that. Those
     * who wait, and those who ask later, fail with an {@link IllegalStateException}. Permits that were given stay valid for
     * three seconds: what is sent later may be over the limit, so close the models first.
     * The client is not closed. May be called by any thread and again; throws nothing.
     */
    @Override
    public void close() {
        Threads.lock(lock);
        try {
            closed = true;
            if (loop != null) {
                loop.close();
                loop = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Shows neither address nor password. */
    @Override
    public String toString() {
        return "RedisRateLimiter[key=" + key + ", limit=" + limit.name() + ", onUnavailable=" + what + "]";
    }
}
