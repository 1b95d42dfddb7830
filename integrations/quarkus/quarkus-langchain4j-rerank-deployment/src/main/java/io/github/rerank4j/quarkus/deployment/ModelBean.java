package io.github.rerank4j.quarkus.deployment;

import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import jakarta.enterprise.inject.Default;
import java.util.Optional;
import org.jboss.jandex.DotName;

/** Which model a bean of the application is about. */
final class ModelBean {

    private static final DotName MODEL_NAME = DotName.createSimple(ModelName.class);
    private static final DotName DEFAULT = DotName.createSimple(Default.class);

    private ModelBean() {}

    /** The name of the model that it is qualified for, which is the default one without any; none with another qualifier. */
    static Optional<String> modelName(BeanInfo bean) {
        return bean.getQualifier(MODEL_NAME)
                .map(qualifier -> qualifier.value().asString())
                .or(() -> bean.getQualifier(DEFAULT).map(qualifier -> NamedConfigUtil.DEFAULT_NAME));
    }

    /** Whether there is a bean of that type for exactly this model that does not step back before others. */
    static boolean isThere(Class<?> type, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return beans.beanStream().withBeanType(type).stream()
                .anyMatch(bean -> !bean.isDefaultBean()
                        && modelName(bean).filter(modelName::equals).isPresent());
    }
}
