package io.github.rerank4j.spring;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean for each reranker that has a name of its own in the properties; the name is the bean's. */
@Configuration(proxyBeanMethods = false)
@Import(NamedModels.Registrar.class)
class NamedModels {

    static final class Registrar implements ImportBeanDefinitionRegistrar {

        private final BoundProperties properties;

        Registrar(Environment environment) {
            this.properties = new BoundProperties(environment);
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            properties.all().getInstances().forEach((name, instance) -> register(name, instance, registry));
        }

        private void register(String name, InstanceProperties instance, BeanDefinitionRegistry registry) {
            if (Boolean.FALSE.equals(instance.getEnabled())) {
                return;
            }
            String prefix = BoundProperties.prefixOf(name);
            Provider provider = instance.getProvider();
            if (provider == null) {
                throw new RerankConfigurationException(
                        prefix + ".provider is missing; set it to tencent, siliconflow or generic");
            }
            properties.requireOnlyThoseOf(provider, prefix);
            if (registry.containsBeanDefinition(name)) {
                throw new RerankConfigurationException(prefix + " would make a bean named " + name
                        + ", and there is one already; give it another name");
            }
            registry.registerBeanDefinition(name, provider.definition(name, prefix));
        }
    }
}
