package io.github.rerank4j.quarkus.deployment;

import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.processor.BeanInfo;
import org.jboss.jandex.DotName;

/** Which model a bean of the application is about. */
final class ModelBean {

    private static final DotName MODEL_NAME = DotName.createSimple(ModelName.class.getName());

    private ModelBean() {}

    /** Whether it is qualified for exactly this model: with its name, or for the default one without any. */
    static boolean isOf(BeanInfo bean, String modelName) {
        return NamedConfigUtil.isDefault(modelName) ? isOfAll(bean) : names(bean, modelName);
    }

    /** Whether it is used by this model: with its name, or without any. */
    static boolean isFor(BeanInfo bean, String modelName) {
        return isOfAll(bean) || names(bean, modelName);
    }

    private static boolean isOfAll(BeanInfo bean) {
        return bean.getQualifier(MODEL_NAME).isEmpty();
    }

    private static boolean names(BeanInfo bean, String modelName) {
        return bean.getQualifier(MODEL_NAME)
                .filter(qualifier -> modelName.equals(qualifier.value().asString()))
                .isPresent();
    }
}
