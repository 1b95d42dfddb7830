package io.github.rerank4j.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** All that may be set; null: nothing is set there. A bean for the actuator alone, which shows such beans. */
@ConfigurationProperties(RerankProperties.PREFIX)
class RerankProperties {

    static final String PREFIX = "langchain4j.rerank";

    /** What is to be done where there is no reranker. */
    static final String HOW_TO_HAVE_ONE = "set " + PREFIX + ".siliconflow.api-key and .model-name, " + PREFIX
            + ".tencent.secret-id and .secret-key, or " + PREFIX + ".generic.dialect and what its server needs";

    @NestedConfigurationProperty
    private @Nullable TencentProperties tencent;

    @NestedConfigurationProperty
    private @Nullable SiliconFlowProperties siliconflow;

    @NestedConfigurationProperty
    private @Nullable GenericProperties generic;

    /** Rerankers with names of their own, which are the names of their beans. */
    private Map<String, InstanceProperties> instances = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private AggregatorProperties aggregator = new AggregatorProperties();

    public @Nullable TencentProperties getTencent() {
        return tencent;
    }

    public void setTencent(@Nullable TencentProperties tencent) {
        this.tencent = tencent;
    }

    public @Nullable SiliconFlowProperties getSiliconflow() {
        return siliconflow;
    }

    public void setSiliconflow(@Nullable SiliconFlowProperties siliconflow) {
        this.siliconflow = siliconflow;
    }

    public @Nullable GenericProperties getGeneric() {
        return generic;
    }

    public void setGeneric(@Nullable GenericProperties generic) {
        this.generic = generic;
    }

    public Map<String, InstanceProperties> getInstances() {
        return instances;
    }

    public void setInstances(Map<String, InstanceProperties> instances) {
        this.instances = instances;
    }

    public AggregatorProperties getAggregator() {
        return aggregator;
    }

    public void setAggregator(AggregatorProperties aggregator) {
        this.aggregator = aggregator;
    }
}
