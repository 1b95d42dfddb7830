package io.github.rerank4j.spring;

import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.spi.RerankProvider;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** A bean that {@link RerankModels} makes; without code in it, as ahead-of-time processing wants it. */
final class ModelDefinition {

    private ModelDefinition() {}

    /**
     * The definition; its type is the class of the provider's model, or that of a cache around it, by which it can be
     * injected.
     */
    static RootBeanDefinition of(RerankProvider<?> provider, String name, String prefix, boolean cached) {
        Class<?> type = cached ? CachingScoringModel.class : provider.modelClass();
        RootBeanDefinition bean = new RootBeanDefinition(type);
        bean.setTargetType(type);
        bean.setFactoryBeanName(RerankModels.BEAN_NAME);
        bean.setUniqueFactoryMethodName(cached ? "cached" : "model");
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, provider.id());
        bean.getConstructorArgumentValues().addIndexedArgumentValue(1, name);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(2, prefix);
        bean.setDestroyMethodName("close");
        // what is wrong has to be known at the start
        bean.setLazyInit(false);
        return bean;
    }
}
