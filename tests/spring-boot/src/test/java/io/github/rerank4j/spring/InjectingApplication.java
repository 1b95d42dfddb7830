package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with a bean that wants a model. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class InjectingApplication {

    InjectingApplication() {}

    public static void main(String[] arguments) {
        SpringApplication.run(InjectingApplication.class, arguments);
    }

    @Bean
    @ConditionalOnProperty(name = "wanted", havingValue = "any")
    Supplier<String> any(ScoringModel model) {
        return model::toString;
    }

    @Bean
    @ConditionalOnProperty(name = "wanted", havingValue = "siliconflow")
    Supplier<String> ofAProvider(SiliconFlowScoringModel model) {
        return model::toString;
    }

    @Bean
    @ConditionalOnProperty(name = "wanted", havingValue = "hous")
    Supplier<String> misspelt(@Qualifier("hous") ScoringModel model) {
        return model::toString;
    }
}
