package io.github.rerank4j.spring;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The rerankers of the properties under {@code langchain4j.rerank} as beans: {@code tencentScoringModel},
 * {@code siliconFlowScoringModel} and {@code genericScoringModel}, unless the application has a
 * {@code ScoringModel} of its own, and one for each name under {@code langchain4j.rerank.instances}. One of these may be a
 * chain of others ({@code provider=fallback}); it is primary where it is the only one that is no member of another, and
 * nothing else is. Beans of the types
 * {@code RerankListener} (all, in order), {@code OkHttpClient}, {@code RateLimiter} and
 * {@code TencentCredentialsProvider} (if there is one, or one is primary) are given to them, then
 * {@link RerankModelCustomizer}s are asked. They are closed with the context.
 */
@AutoConfiguration
@Import({DefaultModels.class, NamedModels.class})
@ImportRuntimeHints(RerankRuntimeHints.class)
public class RerankAutoConfiguration {

    /** For Spring. */
    public RerankAutoConfiguration() {}

    @Bean
    Providers rerankProviders(ConfigurableListableBeanFactory beans) {
        return new Providers(beans.getBeanClassLoader());
    }

    @Bean(RerankModels.BEAN_NAME)
    RerankModels rerankModels(Providers providers, Environment environment, ListableBeanFactory beans) {
        return new RerankModels(providers, new BoundProperties(environment, providers), beans);
    }

    @Bean
    RerankProperties rerankProperties(RerankModels models) {
        return models.all();
    }

    @Bean
    @Lazy(false)
    RerankAnnouncement rerankAnnouncement(
            ConfigurableListableBeanFactory beans, Environment environment, Providers providers, RerankModels models) {
        return new RerankAnnouncement(beans, environment, providers, models);
    }
}
