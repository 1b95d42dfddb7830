package io.github.rerank4j.quarkus.deployment;

import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

/** What a bean that is made here looks for among the application's own. */
final class Injected {

    private Injected() {}

    /** Keeps all beans of a type, whatever their qualifiers, from removal. */
    static void all(Type type, ExtendedBeanConfigurator bean) {
        bean.addInjectionPoint(
                ParameterizedType.create(Instance.class, type),
                AnnotationInstance.builder(Any.class).build());
    }

    /** Keeps the customizers of a builder, whatever their qualifiers, from removal. */
    static void customizers(Class<?> builder, ExtendedBeanConfigurator bean) {
        all(ParameterizedType.create(ModelBuilderCustomizer.class, ClassType.create(builder)), bean);
    }
}
