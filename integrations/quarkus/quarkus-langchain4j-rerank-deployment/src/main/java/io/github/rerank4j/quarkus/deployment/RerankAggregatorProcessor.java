package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.quarkus.RerankAggregatorRecorder;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.jboss.jandex.ClassType;

/**
 * Makes an aggregator that reranks, and a retrieval augmentor around the application's only retriever, so that an AI
 * service reranks without a line of Java. Each of them only if the application has none of its own.
 */
public class RerankAggregatorProcessor {

    /** Whether the application wants it. */
    static final class Enabled implements BooleanSupplier {

        private final RerankBuildConfig config;

        Enabled(RerankBuildConfig config) {
            this.config = config;
        }

        @Override
        public boolean getAsBoolean() {
            return config.aggregator().enabled().orElse(false);
        }
    }

    @BuildStep(onlyIf = Enabled.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(
            RerankAggregatorRecorder recorder,
            BeanDiscoveryFinishedBuildItem beans,
            BuildProducer<SyntheticBeanBuildItem> made) {
        ExtendedBeanConfigurator aggregator = SyntheticBeanBuildItem.configure(RerankContentAggregator.class)
                .types(ContentAggregator.class, RerankContentAggregator.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .defaultBean()
                .unremovable()
                .createWith(recorder.aggregator());
        Injected.all(ClassType.create(ScoringModel.class), aggregator);
        Injected.all(ClassType.create(RerankListener.class), aggregator);
        made.produce(aggregator.done());
        boolean wanted = beans.beanStream().withBeanType(ContentRetriever.class).stream()
                                .count()
                        == 1
                && beans.beanStream().withBeanType(RetrievalAugmentor.class).isEmpty();
        if (wanted) {
            made.produce(SyntheticBeanBuildItem.configure(RetrievalAugmentor.class)
                    .scope(Singleton.class)
                    .setRuntimeInit()
                    .defaultBean()
                    .unremovable()
                    .addInjectionPoint(ClassType.create(ContentRetriever.class))
                    .addInjectionPoint(ClassType.create(ContentAggregator.class))
                    .createWith(recorder.augmentor())
                    .done());
        }
    }

    @BuildStep(onlyIfNot = Enabled.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    @Produce(ServiceStartBuildItem.class)
    void requireNoSettings(RerankBuildConfig config, RerankAggregatorRecorder recorder) {
        if (config.aggregator().enabled().isEmpty()) {
            recorder.requireNoSettings();
        }
    }

    @BuildStep(onlyIf = Enabled.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void start(RerankAggregatorRecorder recorder, BeanDiscoveryFinishedBuildItem beans) {
        recorder.start();
        // an Instance of it too
        boolean injected = beans.getInjectionPoints().stream()
                .anyMatch(
                        point -> point.getRequiredType().toString().contains(RerankContentAggregator.class.getName()));
        if (!injected && ModelBean.isTheApplications(ContentAggregator.class, NamedConfigUtil.DEFAULT_NAME, beans)) {
            recorder.warnOfSettings();
        }
    }
}
