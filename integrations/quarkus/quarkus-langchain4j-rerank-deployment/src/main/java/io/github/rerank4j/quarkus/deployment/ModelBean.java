package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.InjectionPointInfo;
import jakarta.enterprise.inject.Default;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The name of the model that is injected, which is the default one without any qualifier; none with another one. */
    static Optional<String> modelName(InjectionPointInfo point) {
        return Optional.ofNullable(point.getRequiredQualifier(MODEL_NAME))
                .map(qualifier -> qualifier.value().asString())
                .or(() -> Optional.ofNullable(point.getRequiredQualifier(DEFAULT))
                        .map(qualifier -> NamedConfigUtil.DEFAULT_NAME));
    }

    /** Whether the application has a scoring model of that name itself, before which ours, a default bean, steps back. */
    static boolean isTheApplications(String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return isTheApplications(ScoringModel.class, modelName, beans);
    }

    /** The same of beans of another type. */
    static boolean isTheApplications(Class<?> type, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return of(type, modelName, beans).anyMatch(bean -> !bean.isDefaultBean());
    }

    /** Whether a model of that name is given a bean of that type: one for it, or for the default model. */
    static boolean isGivenOne(Class<?> type, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return Stream.of(modelName, NamedConfigUtil.DEFAULT_NAME)
                .flatMap(name -> of(type, name, beans))
                .findAny()
                .isPresent();
    }

    private static Stream<BeanInfo> of(Class<?> type, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        return beans.beanStream().withBeanType(type).stream()
                .filter(bean -> modelName(bean).filter(modelName::equals).isPresent());
    }
}
