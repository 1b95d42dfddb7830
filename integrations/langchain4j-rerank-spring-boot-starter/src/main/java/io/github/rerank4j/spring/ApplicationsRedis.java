package io.github.rerank4j.spring;

import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** The Redis of the application, if it has one that Lettuce talks to. */
final class ApplicationsRedis {

    private static final String FACTORY = "org.springframework.data.redis.connection.RedisConnectionFactory";
    private static final String LETTUCE = "io.lettuce.core.RedisClient";

    private ApplicationsRedis() {}

    static RedisRateLimiter limiter(ListableBeanFactory beans, RedisLimit limit, String byDefault, String property) {
        requireClasses(property);
        return LettuceOfSpring.limiter(beans, limit, byDefault, property);
    }

    static RedisScoreStore store(ListableBeanFactory beans, String prefix, String property) {
        requireClasses(property);
        try {
            return LettuceOfSpring.store(beans, prefix, property);
        } catch (SettingException objection) {
            throw new RerankConfigurationException("%s cannot be used: %s".formatted(property, objection.getMessage()));
        }
    }

    /** Host and port; only for who has a limiter or a store already. */
    static String where(ListableBeanFactory beans) {
        return LettuceOfSpring.where(beans);
    }

    private static void requireClasses(String property) {
        ClassLoader loader = ApplicationsRedis.class.getClassLoader();
        if (!ClassUtils.isPresent(FACTORY, loader)) {
            throw new RerankConfigurationException(("%s is set, but Spring Data Redis is not on the class path; add"
                            + " org.springframework.boot:spring-boot-starter-data-redis, or remove the property")
                    .formatted(property));
        }
        if (!ClassUtils.isPresent(LETTUCE, loader)) {
            throw new RerankConfigurationException(
                    ("%s is set, but Lettuce is not on the class path, and rerankers cannot use Jedis or another client; add"
                                    + " io.lettuce:lettuce-core and set spring.data.redis.client-type=lettuce, or remove"
                                    + " the property")
                            .formatted(property));
        }
    }
}
