package io.github.rerank4j.spring;

import io.github.rerank4j.spring.shared.ChainProperties;
import io.github.rerank4j.spring.shared.PropertyNames;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * All that is set, as a tree of names and values: by providers, under {@code instances} by the names of rerankers, for
 * the {@code cache} and the {@code limiter} of each, and for the {@code aggregator}. A bean for the actuator alone, which shows such beans.
 */
@ConfigurationProperties(RerankProperties.PREFIX)
final class RerankProperties extends AbstractMap<String, Object> {

    static final String PREFIX = PropertyNames.PREFIX;

    /** Under it are the rerankers with names of their own. */
    static final String INSTANCES = PREFIX + ".instances";

    /** Under it is what may be set for the aggregator. */
    static final String AGGREGATOR = PREFIX + ".aggregator";

    /** Under it is what may be set for the caches of all rerankers. */
    static final String CACHE = PREFIX + "." + ChainProperties.CACHE;

    /** Under it is what may be set for the limiters of all rerankers. */
    static final String LIMITER = PREFIX + "." + ChainProperties.LIMITER;

    private final Map<String, Map<String, Object>> providers;
    private final Map<String, Map<String, Object>> instances;
    private final Map<String, Object> cache;
    private final Map<String, Object> limit;
    private final AggregatorProperties aggregator;

    RerankProperties(
            Map<String, Map<String, Object>> providers,
            Map<String, Map<String, Object>> instances,
            Map<String, Object> cache,
            Map<String, Object> limit,
            AggregatorProperties aggregator) {
        this.providers = providers;
        this.instances = instances;
        this.cache = cache;
        this.limit = limit;
        this.aggregator = aggregator;
    }

    /** What is set for the rerankers without names, by the names of their providers; empty: nothing is. */
    Map<String, Map<String, Object>> providers() {
        return providers;
    }

    /** What is set for rerankers with names, by these. */
    Map<String, Map<String, Object>> instances() {
        return instances;
    }

    /** What is set for the caches of all rerankers; empty: nothing is. */
    Map<String, Object> cache() {
        return cache;
    }

    /** What is set for the limits in a Redis of all rerankers; empty: nothing is. */
    Map<String, Object> limit() {
        return limit;
    }

    AggregatorProperties aggregator() {
        return aggregator;
    }

    /** Leaves it as it is: Spring Boot binds whatever has this annotation, and all is bound already. */
    @Override
    public @Nullable Object put(String name, Object value) {
        return get(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>(providers);
        all.put("instances", instances);
        all.put(ChainProperties.CACHE, cache);
        all.put(ChainProperties.LIMITER, Map.of(ChainProperties.REDIS, limit));
        all.put("aggregator", aggregator);
        return Map.copyOf(all).entrySet();
    }

    /** Names of properties only: some values are secret. */
    @Override
    public String toString() {
        return PREFIX + " " + keySet();
    }
}
