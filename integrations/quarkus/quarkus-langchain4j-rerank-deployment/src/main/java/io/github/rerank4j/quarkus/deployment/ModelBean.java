package io.github.rerank4j.quarkus.deployment;

import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.processor.BeanInfo;
import org.jboss.jandex.DotName;

/** Which model a bean of the application is about. */
final class ModelBean {

    private static final DotName MODEL_NAME = DotName.createSimple(ModelName.class.getName());

    private ModelBean() {}

    /** The name of the model that it is qualified for, or that of the default one. */
    static String modelName(BeanInfo bean) {
        return bean.getQualifier(MODEL_NAME)
                .map(qualifier -> qualifier.value().asString())
                .orElse(NamedConfigUtil.DEFAULT_NAME);
    }

    /** Whether it is qualified for exactly this model: with its name, or for the default one without any. */
    static boolean isOf(BeanInfo bean, String modelName) {
        return modelName.equals(modelName(bean));
    }

    /** Whether it is used by this model: with its name, or without any. */
    static boolean isFor(BeanInfo bean, String modelName) {
        return isOf(bean, modelName) || isOf(bean, NamedConfigUtil.DEFAULT_NAME);
    }
}
