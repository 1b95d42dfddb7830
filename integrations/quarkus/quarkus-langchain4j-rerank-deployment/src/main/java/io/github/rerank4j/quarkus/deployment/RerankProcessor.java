package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.quarkus.RerankRecorder;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkiverse.langchain4j.deployment.config.LangChain4jBuildConfig;
import io.quarkiverse.langchain4j.deployment.items.ScoringModelProviderCandidateBuildItem;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
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
import io.quarkus.runtime.ShutdownContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ClassType;

/** Makes a bean of every reranker of a provider that is asked for, and has all rerankers start with the application. */
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
    ScoringModelsBuildItem models(
            List<SelectedScoringModelProviderBuildItem> selected, BeanDiscoveryFinishedBuildItem beans) {
        return ScoringModelsBuildItem.of(selected, beans);
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
            Optional<Provider> known = providers.of(model);
            known.filter(provider -> provider.isCached(name) && !ModelBean.isTheApplications(name, found))
                    .ifPresent(provider -> HiddenClass.requireNotInjected(provider, name, found));
            known.map(provider -> provider.isCached(name)
                            ? cached(provider, name, recorder, shutdown)
                            : bean(provider, name, recorder, shutdown))
                    .ifPresent(beans::produce);
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    ServiceStartBuildItem start(
            RerankRecorder recorder,
            ProvidersBuildItem providers,
            ScoringModelsBuildItem models,
            List<SelectedScoringModelProviderBuildItem> selected,
            BeanDiscoveryFinishedBuildItem beans) {
        recorder.requireKnownProperties(models.names(), models.chains());
        Map<String, Provider> made = new TreeMap<>();
        selected.forEach(model -> providers
                .of(model)
                .filter(provider -> !ModelBean.isTheApplications(model.getConfigName(), beans))
                .ifPresent(provider -> made.put(model.getConfigName(), provider)));
        selected.stream()
                .filter(model -> ModelBean.isTheApplications(model.getConfigName(), beans))
                .forEach(model -> providers
                        .of(model)
                        .ifPresent(provider ->
                                recorder.warnOfSettings(provider.id(), provider.prefix(model.getConfigName()))));
        recorder.requireNoCacheSettings(Provider.cachesWithoutSwitch(made));
        made.forEach((name, provider) -> recorder.start(
                provider.isCached(name)
                        ? CachingScoringModel.class
                        : provider.spi().modelClass(),
                name));
        Set<String> ours = new TreeSet<>(models.chains());
        ours.addAll(made.keySet());
        models.chains().forEach(name -> recorder.start(FallbackScoringModel.class, name));
        recorder.announce(models.names(), ours);
        return new ServiceStartBuildItem(FEATURE);
    }

    /** What is chosen for models with and without a name. */
    private static Set<String> choices(LangChain4jBuildConfig config) {
        return Stream.concat(Stream.of(config.defaultConfig()), config.namedConfig().values().stream())
                .flatMap(model -> model.scoringModel().provider().stream())
                .collect(Collectors.toSet());
    }

    private static SyntheticBeanBuildItem bean(
            Provider provider, String modelName, RerankRecorder recorder, ShutdownContext shutdown) {
        ExtendedBeanConfigurator bean = SyntheticModel.named(
                        modelName, provider.spi().modelClass(), provider.spi().builderClass())
                .types(provider.modelClasses().toArray(Class<?>[]::new))
                .createWith(recorder.model(provider.id(), modelName, shutdown));
        provider.objects().forEach(type -> Injected.all(ClassType.create(type), bean));
        return bean.done();
    }

    private static SyntheticBeanBuildItem cached(
            Provider provider, String modelName, RerankRecorder recorder, ShutdownContext shutdown) {
        ExtendedBeanConfigurator bean = SyntheticModel.named(
                        modelName, CachingScoringModel.class, CachingScoringModel.Builder.class)
                .createWith(recorder.cached(provider.id(), modelName, shutdown));
        Injected.customizers(provider.spi().builderClass(), bean);
        Stream.concat(provider.objects(), Stream.of(ScoreStore.class))
                .forEach(type -> Injected.all(ClassType.create(type), bean));
        return bean.done();
    }
}
