package io.github.rerank4j.spring;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * All that is set, as a tree of names and values: by providers, under {@code instances} by the names of rerankers, and
 * for the {@code aggregator}. A bean for the actuator alone, which shows such beans.
 */
@ConfigurationProperties(RerankProperties.PREFIX)
final class RerankProperties extends AbstractMap<String, Object> {

    static final String PREFIX = "langchain4j.rerank";

    /** Under it are the rerankers with names of their own. */
    static final String INSTANCES = PREFIX + ".instances";

    /** What is to be done where there is no reranker. */
    static final String HOW_TO_HAVE_ONE = "set " + PREFIX + ".siliconflow.api-key and .model-name, " + PREFIX
            + ".tencent.secret-id and .secret-key, or " + PREFIX + ".generic.dialect and what its server needs";

    private final Map<String, Map<String, Object>> providers;
    private final Map<String, Map<String, Object>> instances;
    private final AggregatorProperties aggregator;

    RerankProperties(
            Map<String, Map<String, Object>> providers,
            Map<String, Map<String, Object>> instances,
            AggregatorProperties aggregator) {
        this.providers = providers;
        this.instances = instances;
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
        all.put("aggregator", aggregator);
        return Map.copyOf(all).entrySet();
    }
}
