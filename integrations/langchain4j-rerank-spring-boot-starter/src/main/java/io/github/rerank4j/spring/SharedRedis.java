package io.github.rerank4j.spring;

import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.redis.RedisLimit;
import io.github.rerank4j.redis.RedisRateLimiter;
import io.github.rerank4j.redis.RedisScoreStore;
import io.github.rerank4j.redis.RedisSettings;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.RerankConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * What rerankers share in the application's Redis: a limiter for each key, and a store for each prefix. Nothing of Redis
 * is asked for, and no class of it is needed, before the first of them.
 */
final class SharedRedis implements AutoCloseable {

    private final ListableBeanFactory beans;
    private final Map<String, Made> limiters = new LinkedHashMap<>();
    private final Map<String, RedisScoreStore> stores = new LinkedHashMap<>();

    SharedRedis(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * A limiter; the same for the same key.
     *
     * @param byDefault the key where none is set
     * @param property what is set
     * @param ofAll whether it is set for all rerankers, so that a bean of the application's would have no effect
     * @throws RerankConfigurationException if there is none to be had
     */
    synchronized RateLimiter limiter(RedisLimit limit, String byDefault, String property, boolean ofAll) {
        if (ofAll) {
            requireNone(RateLimiter.class, property);
        }
        String key = limit.keyOr(byDefault);
        Made there = limiters.get(key);
        if (there != null && !there.limit.isLike(limit)) {
            throw new RerankConfigurationException(
                    ("%s and %s set different limits for the same key, %s; set the same limit in both, or give each a key of"
                                    + " its own")
                            .formatted(there.property, property, key));
        }
        if (there == null) {
            there = new Made(property, limit, ApplicationsRedis.limiter(beans, limit, byDefault, property));
            limiters.put(key, there);
        }
        return there.limiter;
    }

    /**
     * A store; the same for the same prefix.
     *
     * @param whose under which name the cache's properties are
     * @throws RerankConfigurationException if there is none to be had
     */
    synchronized ScoreStore store(String prefix, String whose) {
        String property = SettingNames.under(whose, Set.of()).property(RedisSettings.PREFIX);
        requireNone(ScoreStore.class, property);
        RedisScoreStore there = stores.get(prefix);
        if (there == null) {
            there = ApplicationsRedis.store(beans, prefix, property);
            stores.put(prefix, there);
        }
        return there;
    }

    /** Host and port of the Redis, or of several; no user and no password. */
    String where() {
        return ApplicationsRedis.where(beans);
    }

    private void requireNone(Class<?> type, String property) {
        String[] names = beans.getBeanNamesForType(type);
        if (names.length > 0) {
            throw new RerankConfigurationException(
                    ("%s is set, but the application also has a %s bean (%s), and only one of the two can be used; remove the"
                                    + " property or the bean")
                            .formatted(property, type.getSimpleName(), String.join(", ", names)));
        }
    }

    @Override
    public synchronized void close() {
        limiters.values().forEach(made -> made.limiter.close());
        // no method reference: linking one loads Lettuce, which need not be on the class path without a store
        stores.values().forEach(store -> store.close());
    }

    /**
     * A limiter.
     *
     * @param property by which it was made
     */
    private record Made(String property, RedisLimit limit, RedisRateLimiter limiter) {}
}
