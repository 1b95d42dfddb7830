package io.github.rerank4j.spring;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Whose reranker it is; its constants in lower case are values and names of properties. */
enum Provider {
    TENCENT(TencentScoringModel.class, TencentProperties.class, "tencentScoringModel", "tencent"),
    SILICONFLOW(SiliconFlowScoringModel.class, SiliconFlowProperties.class, "siliconFlowScoringModel", "siliconFlow"),
    GENERIC(GenericScoringModel.class, GenericProperties.class, "genericScoringModel", "generic");

    private final Class<? extends RerankScoringModel> model;
    private final Class<? extends ModelProperties> properties;
    private final String beanName;
    private final String factoryMethod;

    Provider(
            Class<? extends RerankScoringModel> model,
            Class<? extends ModelProperties> properties,
            String beanName,
            String factoryMethod) {
        this.model = model;
        this.properties = properties;
        this.beanName = beanName;
        this.factoryMethod = factoryMethod;
    }

    Class<? extends ModelProperties> properties() {
        return properties;
    }

    /** The name of the bean that the properties without a name of their own make. */
    String beanName() {
        return beanName;
    }

    /** What is set for the bean that has no name of its own, if anything is. */
    @Nullable
    ModelProperties of(RerankProperties all) {
        return switch (this) {
            case TENCENT -> all.getTencent();
            case SILICONFLOW -> all.getSiliconflow();
            case GENERIC -> all.getGeneric();
        };
    }

    /** A bean that {@link RerankModels} makes; a definition without code in it, as ahead-of-time processing wants it. */
    RootBeanDefinition definition(String name, String prefix) {
        RootBeanDefinition bean = new RootBeanDefinition(model);
        bean.setFactoryBeanName(RerankModels.BEAN_NAME);
        bean.setUniqueFactoryMethodName(factoryMethod);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(1, prefix);
        bean.setDestroyMethodName("close");
        // what is wrong has to be known at the start
        bean.setLazyInit(false);
        return bean;
    }

    /** As it is written in properties. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
