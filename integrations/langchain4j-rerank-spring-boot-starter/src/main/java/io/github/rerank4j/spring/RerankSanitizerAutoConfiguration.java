package io.github.rerank4j.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Keeps keys of rerankers out of the actuator's endpoints, where there is an actuator. */
@AutoConfiguration(after = RerankAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.SanitizingFunction")
public class RerankSanitizerAutoConfiguration {

    /** For Spring. */
    public RerankSanitizerAutoConfiguration() {}

    @Bean
    KeySanitizer rerankKeySanitizer(Providers providers, ObjectProvider<RerankProperties> properties) {
        return new KeySanitizer(providers, properties);
    }
}
