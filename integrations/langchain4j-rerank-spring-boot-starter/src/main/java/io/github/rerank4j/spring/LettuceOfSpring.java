package io.github.rerank4j.spring;

import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import io.lettuce.core.AbstractRedisClient;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
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
        throw new RerankConfigurationException(property
                + " is set, but none of the LettuceConnectionFactory beans " + String.join(", ", lettuce)
                + " is primary; make one @Primary");
    }

    private static String without(String[] others, String property) {
        return others.length == 0
                ? property
                        + " is set, but there is no LettuceConnectionFactory bean; set spring.data.redis.url, or make one"
                : property + " is set, but the RedisConnectionFactory bean " + String.join(", ", others)
                        + " is none of Lettuce, the only client that rerankers can use; set"
                        + " spring.data.redis.client-type to lettuce, or make a LettuceConnectionFactory bean";
    }
}
