package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean for each provider that is configured, unless the application has a ScoringModel of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ScoringModel.class)
@Import(DefaultModels.Registrar.class)
class DefaultModels {

    static final class Registrar implements ImportBeanDefinitionRegistrar {

        private final BoundProperties properties;

        Registrar(Environment environment) {
            this.properties = new BoundProperties(environment);
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            RerankProperties all = properties.all();
            for (Provider provider : Provider.values()) {
                if (isConfigured(provider.of(all))) {
                    registry.registerBeanDefinition(
                            provider.beanName(),
                            provider.definition(provider.beanName(), RerankProperties.PREFIX + "." + provider));
                }
            }
        }

        private static boolean isConfigured(@Nullable ModelProperties model) {
            return model != null && !Boolean.FALSE.equals(model.getEnabled());
        }
    }
}
