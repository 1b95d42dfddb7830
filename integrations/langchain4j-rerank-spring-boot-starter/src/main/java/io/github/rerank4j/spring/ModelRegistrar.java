package io.github.rerank4j.spring;

import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;

/** Registers beans of rerankers, from the properties and the providers that there are before there are beans. */
abstract class ModelRegistrar implements ImportBeanDefinitionRegistrar {

    final Providers providers;
    final BoundProperties properties;

    ModelRegistrar(Environment environment, ClassLoader loader) {
        this.providers = new Providers(loader);
        this.properties = new BoundProperties(environment, providers);
    }
}
