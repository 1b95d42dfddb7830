package io.github.rerank4j.spring;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.spi.RerankProvider;
import java.util.Map;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean for each provider that is configured, unless the application has a ScoringModel of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ScoringModel.class)
@Import(DefaultModels.Registrar.class)
class DefaultModels {

    static final class Registrar extends ModelRegistrar {

        Registrar(Environment environment, ClassLoader loader) {
            super(environment, loader);
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            RerankProperties all = properties.all();
            for (RerankProvider<?> provider : providers.all()) {
                if (ModelValues.isConfigured(all.providers().get(provider.id()))) {
                    String name = Providers.beanName(provider);
                    registry.registerBeanDefinition(
                            name,
                            ModelDefinition.of(
                                    provider,
                                    name,
                                    RerankProperties.PREFIX + "." + provider.id(),
                                    Caches.of(all).has(Map.of())));
                }
            }
        }
    }
}
