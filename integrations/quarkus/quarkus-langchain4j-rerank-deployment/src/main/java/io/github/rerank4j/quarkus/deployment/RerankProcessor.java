package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.quarkus.ModelDestroyer;
import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.quarkiverse.langchain4j.ModelBuilderCustomizer;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.deployment.config.LangChain4jBuildConfig;
import io.quarkiverse.langchain4j.deployment.items.ScoringModelProviderCandidateBuildItem;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

/** Makes a bean of every reranker that is asked for. */
public class RerankProcessor {

    static final String FEATURE = "langchain4j-rerank";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** The providers that the configuration speaks of, so that the only one of them need not be chosen; else all. */
    @BuildStep
    void candidates(
            TencentRerankBuildConfig tencent,
            SiliconFlowRerankBuildConfig siliconFlow,
            GenericRerankBuildConfig generic,
            LangChain4jBuildConfig chosen,
            BuildProducer<ScoringModelProviderCandidateBuildItem> candidates) {
        Set<RerankProvider> enabled = EnumSet.noneOf(RerankProvider.class);
        addIf(tencent.enabled(), RerankProvider.TENCENT, enabled);
        addIf(siliconFlow.enabled(), RerankProvider.SILICONFLOW, enabled);
        addIf(generic.enabled(), RerankProvider.GENERIC, enabled);
        Set<String> choices = choices(chosen);
        List<RerankProvider> spokenOf = enabled.stream()
                .filter(provider -> choices.contains(provider.id()) || provider.isConfigured())
                .toList();
        for (RerankProvider provider : spokenOf.isEmpty() ? enabled : spokenOf) {
            candidates.produce(new ScoringModelProviderCandidateBuildItem(provider.id()));
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(
            RerankRecorder recorder,
            List<SelectedScoringModelProviderBuildItem> selected,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        for (SelectedScoringModelProviderBuildItem model : selected) {
            RerankProvider.of(model)
                    .map(provider -> bean(provider, model.getConfigName(), recorder))
                    .ifPresent(beans::produce);
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    ServiceStartBuildItem start(
            RerankRecorder recorder,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem beans) {
        Set<String> models = names(selected, beans);
        recorder.requireKnownProperties(models);
        Set<String> ours = new TreeSet<>();
        for (SelectedScoringModelProviderBuildItem model : selected) {
            RerankProvider.of(model)
                    .filter(provider -> !ModelBean.isTheApplications(model.getConfigName(), beans))
                    .ifPresent(provider -> {
                        recorder.start(provider.model(), model.getConfigName());
                        ours.add(model.getConfigName());
                    });
        }
        recorder.announce(models, ours);
        return new ServiceStartBuildItem(FEATURE);
    }

    /** The names of all scoring models, those of other extensions and of the application itself among them. */
    private static Set<String> names(
            List<SelectedScoringModelProviderBuildItem> selected, BeanDiscoveryFinishedBuildItem beans) {
        Set<String> names = beans.beanStream().withBeanType(ScoringModel.class).stream()
                .flatMap(bean -> ModelBean.modelName(bean).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        selected.forEach(model -> names.add(model.getConfigName()));
        return names;
    }

    private static void addIf(boolean enabled, RerankProvider provider, Set<RerankProvider> providers) {
        if (enabled) {
            providers.add(provider);
        }
    }

    /** What is chosen for models with and without a name. */
    private static Set<String> choices(LangChain4jBuildConfig config) {
        return Stream.concat(Stream.of(config.defaultConfig()), config.namedConfig().values().stream())
                .flatMap(model -> model.scoringModel().provider().stream())
                .collect(Collectors.toSet());
    }

    // no normal scope: a client proxy of ScoringModel would hide what else a RerankScoringModel can do
    private static SyntheticBeanBuildItem bean(RerankProvider provider, String modelName, RerankRecorder recorder) {
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(provider.model())
                .types(ScoringModel.class, RerankScoringModel.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .defaultBean()
                .unremovable()
                .createWith(provider.recorded(recorder, modelName))
                .destroyer(ModelDestroyer.class);
        injected(ClassType.create(RerankListener.class), bean);
        injected(ClassType.create(RateLimiter.class), bean);
        injected(ClassType.create(OkHttpClient.class), bean);
        injected(ClassType.create(TencentCredentialsProvider.class), bean);
        injected(customizersOf(provider), bean);
        if (!NamedConfigUtil.isDefault(modelName)) {
            bean.addQualifier(AnnotationInstance.builder(ModelName.class)
                    .add("value", modelName)
                    .build());
        }
        return bean.done();
    }

    /** Makes all beans of a type, whatever their qualifiers, known to the model, and so keeps them from removal. */
    private static void injected(Type type, ExtendedBeanConfigurator bean) {
        bean.addInjectionPoint(
                ParameterizedType.create(Instance.class, type),
                AnnotationInstance.builder(Any.class).build());
    }

    private static Type customizersOf(RerankProvider provider) {
        return ParameterizedType.create(ModelBuilderCustomizer.class, ClassType.create(provider.builder()));
    }
}
