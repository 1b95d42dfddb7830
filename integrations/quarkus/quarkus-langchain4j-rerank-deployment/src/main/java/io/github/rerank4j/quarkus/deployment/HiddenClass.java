package io.github.rerank4j.quarkus.deployment;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.jandex.DotName;

/** The class of a model that is behind a cache, and so is no bean. */
final class HiddenClass {

    private HiddenClass() {}

    /**
     * Refuses an application that injects it.
     *
     * @throws ConfigurationException says where, what to inject instead, and what made the cache
     */
    static void requireNotInjected(Provider provider, String modelName, BeanDiscoveryFinishedBuildItem beans) {
        Set<DotName> hidden =
                provider.modelClasses().stream().map(DotName::createSimple).collect(Collectors.toSet());
        beans.getInjectionPoints().stream()
                .filter(point -> hidden.contains(point.getRequiredType().name()))
                .filter(point ->
                        ModelBean.modelName(point).filter(modelName::equals).isPresent())
                .findFirst()
                .ifPresent(point -> {
                    throw new ConfigurationException(message(point, provider, modelName));
                });
    }

    private static String message(InjectionPointInfo point, Provider provider, String modelName) {
        return point.getTargetInfo() + " injects "
                + point.getRequiredType().name().withoutPackagePrefix()
                + ", but the scoring model "
                + (NamedConfigUtil.isDefault(modelName) ? "without a name" : '"' + modelName + '"')
                + " has a cache and is a CachingScoringModel; inject that, Reranker or ScoringModel, or set "
                + provider.cacheSwitch(modelName) + "=false";
    }
}
