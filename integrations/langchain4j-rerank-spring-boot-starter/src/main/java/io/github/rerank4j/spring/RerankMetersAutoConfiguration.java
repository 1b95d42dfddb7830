package io.github.rerank4j.spring;

import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.spring.shared.SelectionMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Meters of all rerankers and chains, where the application has one {@code MeterRegistry}, or a primary one; and of the
 * aggregator's threshold and the members that rest, in each registry.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
public class RerankMetersAutoConfiguration {

    /** For Spring. */
    public RerankMetersAutoConfiguration() {}

    @Bean
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    @ConditionalOnMissingBean
    RerankMeters rerankMeters(MeterRegistry registry) {
        return new RerankMeters(registry);
    }

    @Bean
    @ConditionalOnSingleCandidate(MeterRegistry.class)
    @ConditionalOnMissingBean
    ChainMeters rerankChainMeters(MeterRegistry registry) {
        return new ChainMeters(registry);
    }

    @Bean
    RestingGauges rerankRestingGauges(ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        return new RestingGauges(beans, registries);
    }

    @Bean
    CacheMeters rerankCacheMeters(ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        return new CacheMeters(beans, registries);
    }

    @Bean
    SelectionMeters<RerankContentAggregator> rerankSelectionMeters(
            ConfigurableListableBeanFactory beans, ObjectProvider<MeterRegistry> registries) {
        return new SelectionMeters<>(
                beans,
                registries,
                new SelectionMeters.Numbers<>(
                        RerankContentAggregator.class,
                        RerankContentAggregator::keptOrder,
                        RerankContentAggregator::keptByThreshold,
                        RerankContentAggregator::droppedByThreshold));
    }
}
