package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import java.util.stream.Stream;
import org.jboss.jandex.ClassType;

/** Makes a bean of every chain of scoring models. */
public class RerankChainProcessor {

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(
            RerankRecorder recorder,
            ScoringModelsBuildItem models,
            ShutdownContextBuildItem shutdown,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        for (String name : models.chains()) {
            ExtendedBeanConfigurator bean = SyntheticModel.named(
                            name, FallbackScoringModel.class, FallbackScoringModel.Builder.class)
                    .createWith(recorder.chain(name, models.names(), models.chains(), shutdown));
            Stream.of(ScoringModel.class, RerankListener.class, ContextCapture.class)
                    .forEach(type -> Injected.all(ClassType.create(type), bean));
            beans.produce(bean.done());
        }
    }
}
