package io.github.rerank4j.redis;

import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.settings.SettingException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The scores of {@link CachingScoringModel}s in a Redis, for several applications. Safe for use by many threads. No
 * question blocks its caller; only {@link #close} waits, for a second at most.
 *
 * <ul>
 *   <li><b>Per call</b> one {@code MGET} of all keys, and for what was new one pipeline of {@code SET … PX}. In a cluster
 *       Lettuce sends one {@code MGET} per slot; a prefix with a hash tag, such as <code>{scores}:</code>, brings all
 *       keys to one node and is one {@code MGET} again.
 *   <li><b>What is in the Redis.</b> The prefix and the 32 hexadecimal digits of a {@link ScoreKey}, a keyed hash; as
 *       value 12 bytes, the raw score and a check sum of key and score; a time to live. Never a query, a document, a
 *       model's name or a secret. What is there and is no such value is no score.
 *   <li><b>A Redis that is slow or away</b> costs a call the 50 ms that the cache waits for a store, and soon
 *       nothing: at most 64 questions wait for an answer, further ones fail at once, and so do all while there is no
 *       connection. A connection that is lost, or from which nothing has come for 2 s, is replaced with the next
 *       question, at most once a second.
 *   <li><b>A Redis that is full</b> keeps no further score, and what is known stays known. With {@code maxmemory-policy
 *       allkeys-lru}, or {@code volatile-lru} where it holds other things that must stay, it forgets what was not used.
 * </ul>
 *
 * <p>It opens a connection of its own with the first question and not before, so that an application starts without its
 * Redis. The client stays the caller's, as do its options; the time-outs of its connections and commands apply to
 * opening one, which is given up after ten seconds at the latest.
 */
public final class RedisScoreStore implements ScoreStore, AutoCloseable {

    private final StoreEntries entries;
    private final StoreConnections connections;

    /**
     * A store.
     *
     * @param prefix as a user gave it
     */
    RedisScoreStore(String prefix, StoreConnections connections) {
        this.entries = new StoreEntries(prefix);
        this.connections = connections;
    }

    /**
     * A store in a single Redis, or one with replicas or sentinels.
     *
     * @param client stays the caller's; made with a {@code RedisURI}, which says where to connect
     * @param prefix what all keys begin with, so that two applications share scores where it is the same, and know nothing
     *     of each other where it is not; short, because each key has it. Not blank, no control characters
     * @throws SettingException if one of them is missing or wrong
     */
    public static RedisScoreStore of(RedisClient client, String prefix) {
        return of((AbstractRedisClient) client, prefix);
    }

    /**
     * A store in a cluster.
     *
     * @param client stays the caller's
     * @param prefix as for a single Redis; with a hash tag all keys are on one node
     * @throws SettingException if one of them is missing or wrong
     */
    public static RedisScoreStore of(RedisClusterClient client, String prefix) {
        return of((AbstractRedisClient) client, prefix);
    }

    /**
     * A store in whatever the client leads to, for integrations that have a client of either kind.
     *
     * @param client stays the caller's; a {@link RedisClient} or a {@link RedisClusterClient}
     * @param prefix as for a single Redis
     * @throws SettingException if one of them is missing or wrong
     */
    public static RedisScoreStore of(AbstractRedisClient client, String prefix) {
        SettingException.requirePresent("client", client);
        return new RedisScoreStore(
                checked(prefix), new StoreConnections(() -> StoreCommands.open(client), System::nanoTime));
    }

    private static String checked(String prefix) {
        SettingException.requirePresent("prefix", prefix);
        if (prefix.isBlank() || prefix.chars().anyMatch(Character::isISOControl)) {
            throw SettingException.of(
                    "{prefix} is blank or has control characters, so that nobody could find the keys",
                    "give one such as rerank4j:");
        }
        return prefix;
    }

    /** The scores that are known; fails with Lettuce's exceptions, and never hangs once the Redis is known to be away. */
    @Override
    public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
        return connections.ask(wire -> wire.get(entries.keys(keys)).thenApply(values -> entries.scores(keys, values)));
    }

    /**
     * Keeps scores; done when the Redis has all of them. Of a write that fails some may have been kept.
     *
     * @param timeToLive in whole milliseconds, one at least; cut to ten years, beyond which a Redis may refuse it
     */
    @Override
    public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] scores, Duration timeToLive) {
        return connections.ask(wire -> wire.put(entries.keys(keys), entries.values(keys, scores), timeToLive));
    }

    /**
     * Closes its own connection, and ends what waits for an answer. Later questions fail. Waits until the connection is
     * closed, a second at most, so that a client that is closed next finds none half open. Throws nothing.
     */
    @Override
    public void close() {
        connections.close();
    }
}
