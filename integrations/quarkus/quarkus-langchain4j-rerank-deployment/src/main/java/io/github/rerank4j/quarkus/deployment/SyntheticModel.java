package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.quarkus.ModelDestroyer;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import jakarta.inject.Singleton;
import org.jboss.jandex.AnnotationInstance;

/** What the beans of all rerankers have in common. */
final class SyntheticModel {

    private SyntheticModel() {}

    /**
     * A bean without what makes it.
     *
     * @param builder of which the application may have customizers
     */
    // no normal scope: a client proxy of ScoringModel would hide what else a Reranker can do
    static ExtendedBeanConfigurator named(String modelName, Class<?> model, Class<?> builder) {
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(model)
                .types(ScoringModel.class, Reranker.class, model)
                .scope(Singleton.class)
                .setRuntimeInit()
                .defaultBean()
                .unremovable()
                .destroyer(ModelDestroyer.class);
        Injected.customizers(builder, bean);
        if (!NamedConfigUtil.isDefault(modelName)) {
            bean.addQualifier(AnnotationInstance.builder(ModelName.class)
                    .add("value", modelName)
                    .build());
        }
        return bean;
    }
}
