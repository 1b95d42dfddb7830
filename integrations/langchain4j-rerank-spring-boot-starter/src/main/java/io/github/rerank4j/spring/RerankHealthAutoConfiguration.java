package io.github.rerank4j.spring;

import io.github.rerank4j.Reranker;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** With {@code management.health.rerank.enabled=true}: the health of the rerankers, each check of which costs a call. */
@AutoConfiguration(after = RerankAutoConfiguration.class)
@ConditionalOnProperty(name = "management.health.rerank.enabled", havingValue = "true")
@ConditionalOnBean(Reranker.class)
public class RerankHealthAutoConfiguration {

    /** For Spring. */
    public RerankHealthAutoConfiguration() {}

    @Bean
    RerankCheck rerankCheck(Map<String, Reranker> models, Environment environment) {
        Duration timeout = BoundProperties.value(
                environment, "management.health.rerank.timeout", Duration.class, Duration.ofSeconds(10));
        return new RerankCheck(models, timeout);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class OnBoot3 {

        @Bean
        @ConditionalOnMissingBean(name = "rerankHealthIndicator")
        Boot3RerankHealth rerankHealthIndicator(RerankCheck check) {
            return new Boot3RerankHealth(check);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class OnBoot4 {

        @Bean
        @ConditionalOnMissingBean(name = "rerankHealthIndicator")
        Boot4RerankHealth rerankHealthIndicator(RerankCheck check) {
            return new Boot4RerankHealth(check);
        }
    }
}
