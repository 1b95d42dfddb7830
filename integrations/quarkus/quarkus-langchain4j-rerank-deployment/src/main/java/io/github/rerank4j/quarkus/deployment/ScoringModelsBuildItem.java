package io.github.rerank4j.quarkus.deployment;

import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.builder.item.SimpleBuildItem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of an application's scoring models. */
public final class ScoringModelsBuildItem extends SimpleBuildItem {

    private final Set<String> names;
    private final Set<String> chains;

    private ScoringModelsBuildItem(Set<String> names, Set<String> chains) {
        this.names = names;
        this.chains = chains;
    }

    static ScoringModelsBuildItem of(
            List<SelectedScoringModelProviderBuildItem> selected, BeanDiscoveryFinishedBuildItem beans) {
        return new ScoringModelsBuildItem(
                sorted(Stream.concat(
                        beans.beanStream().withBeanType(ScoringModel.class).stream()
                                .flatMap(bean -> ModelBean.modelName(bean).stream()),
                        selected.stream().map(SelectedScoringModelProviderBuildItem::getConfigName))),
                sorted(selected.stream()
                        .filter(ModelKind.CHAIN::isOf)
                        .map(SelectedScoringModelProviderBuildItem::getConfigName)
                        .filter(name -> !ModelBean.isTheApplications(name, beans))));
    }

    private static Set<String> sorted(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }

    /** All, those of other extensions and of the application itself among them. */
    Set<String> names() {
        return names;
    }

    /** The chains, without those before which the application has a scoring model of its own. */
    Set<String> chains() {
        return chains;
    }
}
