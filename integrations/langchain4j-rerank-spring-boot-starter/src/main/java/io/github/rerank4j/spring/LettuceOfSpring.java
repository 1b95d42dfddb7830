package io.github.rerank4j.spring;

import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.lettuce.core.AbstractRedisClient;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The Lettuce client of the application's connection factory. Only for who has these classes. */
final class LettuceOfSpring {

    private LettuceOfSpring() {}

    static RedisRateLimiter limiter(ListableBeanFactory beans, RedisLimit limit, String byDefault, String property) {
        return limit.on(client(beans, property), byDefault);
    }

    static RedisScoreStore store(ListableBeanFactory beans, String prefix, String property) {
        return RedisScoreStore.of(client(beans, property), prefix);
    }

    /** Host and port of the Redis, or of several, or the path of its socket; no user and no password. */
    static String where(ListableBeanFactory beans) {
        LettuceConnectionFactory factory =
                beans.getBean(nameOfFactory(beans, RerankProperties.LIMITER), LettuceConnectionFactory.class);
        RedisClusterConfiguration cluster = factory.getClusterConfiguration();
        if (cluster != null) {
            return joined(cluster.getClusterNodes());
        }
        RedisSocketConfiguration socket = factory.getSocketConfiguration();
        if (socket != null) {
            return socket.getSocket();
        }
        RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
        return sentinel == null ? factory.getHostName() + ":" + factory.getPort() : joined(sentinel.getSentinels());
    }

    private static String joined(Collection<RedisNode> nodes) {
        return nodes.stream().map(RedisNode::asString).sorted().collect(Collectors.joining(","));
    }

    private static AbstractRedisClient client(ListableBeanFactory beans, String property) {
        String name = nameOfFactory(beans, property);
        LettuceConnectionFactory factory = beans.getBean(name, LettuceConnectionFactory.class);
        if (beans instanceof ConfigurableBeanFactory owner) {
            // it is closed after the rerankers, whose calls under way need it
            owner.registerDependentBean(name, RerankModels.BEAN_NAME);
        }
        if (factory.getNativeClient() == null) {
            factory.start();
        }
        return factory.getRequiredNativeClient();
    }

    private static String nameOfFactory(ListableBeanFactory beans, String property) {
        String[] lettuce = beans.getBeanNamesForType(LettuceConnectionFactory.class);
        if (lettuce.length == 1) {
            return lettuce[0];
        }
        if (lettuce.length == 0) {
            throw new RerankConfigurationException(
                    without(beans.getBeanNamesForType(RedisConnectionFactory.class), property));
        }
        LettuceConnectionFactory primary =
                beans.getBeanProvider(LettuceConnectionFactory.class).getIfUnique();
        for (String name : lettuce) {
            if (primary != null && beans.getBean(name) == primary) {
                return name;
            }
        }
        throw new RerankConfigurationException(
                "%s is set, but there are several LettuceConnectionFactory beans (%s) and none is primary; make one @Primary"
                        .formatted(property, String.join(", ", lettuce)));
    }

    private static String without(String[] others, String property) {
        return others.length == 0
                ? "%s is set, but the application has no connection to Redis; set spring.data.redis.url, or define a"
                                .formatted(property)
                        + " LettuceConnectionFactory bean"
                : ("%s is set, but the application talks to Redis through Jedis or another client (bean %s), and rerankers"
                                + " can use Lettuce only; set spring.data.redis.client-type=lettuce and keep"
                                + " io.lettuce:lettuce-core on the class path, or define a LettuceConnectionFactory bean")
                        .formatted(property, String.join(", ", others));
    }
}
