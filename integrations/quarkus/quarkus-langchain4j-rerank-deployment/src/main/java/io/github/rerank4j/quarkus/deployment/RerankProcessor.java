package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ContextCapture;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.quarkus.ModelDestroyer;
import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.spi.RerankProvider;
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
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.ParameterizedType;

/** Makes a bean of every reranker that is asked for, chains among them. */
public class RerankProcessor {

    static final String FEATURE = "langchain4j-rerank";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    ProvidersBuildItem providers() {
        return ProvidersBuildItem.found();
    }

    @BuildStep
    ServiceProviderBuildItem providersInNativeImages(ProvidersBuildItem providers) {
        return new ServiceProviderBuildItem(
                RerankProvider.class.getName(),
                providers.all().stream()
                        .map(provider -> provider.spi().getClass().getName())
                        .toList());
    }

    /**
     * The providers that the configuration speaks of, so that the only one of them need not be chosen; else all. And
     * chains, if it speaks of them.
     */
    @BuildStep
    void candidates(
            ProvidersBuildItem providers,
            LangChain4jBuildConfig chosen,
            BuildProducer<ScoringModelProviderCandidateBuildItem> candidates) {
        Set<String> choices = choices(chosen);
        List<ModelKind> enabled = providers.all().stream()
                .map(Provider::kind)
                .filter(ModelKind::isEnabled)
                .toList();
        List<ModelKind> spokenOf =
                enabled.stream().filter(kind -> isSpokenOf(kind, choices)).toList();
        Stream.concat(
                        (spokenOf.isEmpty() ? enabled : spokenOf).stream(),
                        Stream.of(ModelKind.CHAIN)
                                .filter(ModelKind::isEnabled)
                                .filter(chain -> isSpokenOf(chain, choices)))
                .map(kind -> new ScoringModelProviderCandidateBuildItem(kind.name()))
                .forEach(candidates::produce);
    }

    private static boolean isSpokenOf(ModelKind kind, Set<String> choices) {
        return choices.contains(kind.name()) || kind.isConfigured();
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(
            RerankRecorder recorder,
            ProvidersBuildItem providers,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem found,
            ShutdownContextBuildItem shutdown,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        for (SelectedScoringModelProviderBuildItem model : selected) {
            String name = model.getConfigName();
            providers
                    .of(model)
                    .map(provider -> provider.isCached(name)
                            ? cached(provider, name, recorder, found, shutdown)
                            : bean(provider, name, recorder))
                    .ifPresent(beans::produce);
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void chains(
            RerankRecorder recorder,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem found,
            ShutdownContextBuildItem shutdown,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        Set<String> models = names(selected, found);
        Set<String> chains = chains(selected, found);
        for (String name : chains) {
            ExtendedBeanConfigurator bean = bean(FallbackScoringModel.class, FallbackScoringModel.Builder.class, name)
                    .types(FallbackScoringModel.class)
                    .createWith(recorder.chain(name, models, chains, shutdown));
            Stream.of(ScoringModel.class, RerankListener.class, ContextCapture.class)
                    .forEach(type -> Injected.all(ClassType.create(type), bean));
            beans.produce(bean.done());
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    ServiceStartBuildItem start(
            RerankRecorder recorder,
            ProvidersBuildItem providers,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem beans) {
        Set<String> models = names(selected, beans);
        Set<String> chains = chains(selected, beans);
        recorder.requireKnownProperties(models, chains);
        Set<String> ours = new TreeSet<>(chains);
        for (SelectedScoringModelProviderBuildItem model : selected) {
            providers
                    .of(model)
                    .filter(provider -> !ModelBean.isTheApplications(model.getConfigName(), beans))
                    .ifPresent(provider -> {
                        recorder.start(
                                provider.isCached(model.getConfigName())
                                        ? CachingScoringModel.class
                                        : provider.spi().modelClass(),
                                model.getConfigName());
                        ours.add(model.getConfigName());
                    });
        }
        chains.forEach(name -> recorder.start(FallbackScoringModel.class, name));
        recorder.announce(models, ours);
        return new ServiceStartBuildItem(FEATURE);
    }

    /** The names of the chains, without those before which the application has a scoring model of its own. */
    private static Set<String> chains(
            List<SelectedScoringModelProviderBuildItem> selected, BeanDiscoveryFinishedBuildItem beans) {
        return selected.stream()
                .filter(ModelKind.CHAIN::isOf)
                .map(SelectedScoringModelProviderBuildItem::getConfigName)
                .filter(name -> !ModelBean.isTheApplications(name, beans))
                .collect(Collectors.toCollection(TreeSet::new));
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

    /** What is chosen for models with and without a name. */
    private static Set<String> choices(LangChain4jBuildConfig config) {
        return Stream.concat(Stream.of(config.defaultConfig()), config.namedConfig().values().stream())
                .flatMap(model -> model.scoringModel().provider().stream())
                .collect(Collectors.toSet());
    }

    private static SyntheticBeanBuildItem bean(Provider provider, String modelName, RerankRecorder recorder) {
        ExtendedBeanConfigurator bean = bean(
                        provider.spi().modelClass(), provider.spi().builderClass(), modelName)
                .types(provider.modelClasses().toArray(Class<?>[]::new))
                .createWith(recorder.model(provider.id(), modelName));
        provider.objects().forEach(type -> Injected.all(ClassType.create(type), bean));
        return bean.done();
    }

    private static SyntheticBeanBuildItem cached(
            Provider provider,
            String modelName,
            RerankRecorder recorder,
            BeanDiscoveryFinishedBuildItem found,
            ShutdownContextBuildItem shutdown) {
        if (!ModelBean.isTheApplications(modelName, found)) {
            HiddenClass.requireNotInjected(provider, modelName, found);
        }
        ExtendedBeanConfigurator bean = bean(CachingScoringModel.class, CachingScoringModel.Builder.class, modelName)
                .types(CachingScoringModel.class)
                .createWith(recorder.cached(provider.id(), modelName, shutdown));
        Injected.all(customizer(provider.spi().builderClass()), bean);
        Stream.concat(provider.objects(), Stream.of(ScoreStore.class))
                .forEach(type -> Injected.all(ClassType.create(type), bean));
        return bean.done();
    }

    // no normal scope: a client proxy of ScoringModel would hide what else a Reranker can do
    private static ExtendedBeanConfigurator bean(Class<?> model, Class<?> builder, String modelName) {
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(model)
                .types(ScoringModel.class, Reranker.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .defaultBean()
                .unremovable()
                .destroyer(ModelDestroyer.class);
        Injected.all(customizer(builder), bean);
        if (!NamedConfigUtil.isDefault(modelName)) {
            bean.addQualifier(AnnotationInstance.builder(ModelName.class)
                    .add("value", modelName)
                    .build());
        }
        return bean;
    }

    private static ParameterizedType customizer(Class<?> builder) {
        return ParameterizedType.create(ModelBuilderCustomizer.class, ClassType.create(builder));
    }
}
