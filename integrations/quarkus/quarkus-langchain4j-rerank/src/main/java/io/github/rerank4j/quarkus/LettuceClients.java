package io.github.rerank4j.quarkus;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.resilience.ScoreStore;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one place that knows Lettuce, which an application has only where it shares a limit or a memory in a Redis. To be
 * asked nothing where {@link LettuceIsMissing}: it cannot even be linked there.
 */
final class LettuceClients {

    private static final Pattern BETWEEN_NODES = Pattern.compile("\\s*,\\s*(?=rediss?://)");
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private LettuceClients() {}

    /**
     * A client; closing it closes all its connections. Nothing is connected yet.
     *
     * @throws IllegalArgumentException if that is no address; quotes it, so that nobody must see the message
     */
    static AutoCloseable open(String address) {
        List<RedisURI> nodes = nodes(address);
        return new Client(nodes.size() == 1 ? RedisClient.create(nodes.get(0)) : RedisClusterClient.create(nodes));
    }

    /** Host and port of each server in an address; no user and no password. */
    static String where(String address) {
        return nodes(address).stream()
                .flatMap(node -> node.getSentinels().isEmpty() ? Stream.of(node) : node.getSentinels().stream())
                .map(node -> node.getSocket() == null ? node.getHost() + ':' + node.getPort() : node.getSocket())
                .collect(Collectors.joining(","));
    }

    private static List<RedisURI> nodes(String address) {
        return Stream.of(BETWEEN_NODES.split(address.strip()))
                .map(RedisURI::create)
                .toList();
    }

    static RateLimiter limiter(RedisLimit limit, AutoCloseable client, String byDefault) {
        return limit.on(((Client) client).lettuce, byDefault);
    }

    static ScoreStore store(AutoCloseable client, String prefix) {
        return RedisScoreStore.of(((Client) client).lettuce, prefix);
    }

    /** One of Lettuce. */
    private record Client(AbstractRedisClient lettuce) implements AutoCloseable {

        @Override
        public void close() {
            lettuce.shutdown(Duration.ZERO, LONGEST_END);
        }
    }
}
