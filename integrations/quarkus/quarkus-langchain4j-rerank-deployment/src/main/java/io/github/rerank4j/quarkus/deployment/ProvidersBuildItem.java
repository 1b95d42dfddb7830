package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.spi.RerankProvider;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkus.builder.item.SimpleBuildItem;
import java.util.List;
import java.util.Optional;

/** The providers of rerankers in the jars of the application. */
public final class ProvidersBuildItem extends SimpleBuildItem {

    private final List<Provider> all;

    private ProvidersBuildItem(List<Provider> all) {
        this.all = all;
    }

    /** Those that this class sees; the classes of the application itself, which may be reloaded, it does not. */
    static ProvidersBuildItem found() {
        return new ProvidersBuildItem(RerankProviders.of(RerankProvider.class.getClassLoader()).all().stream()
                .map(Provider::new)
                .toList());
    }

    List<Provider> all() {
        return all;
    }

    /** The provider of a selected model, if it is one of these. */
    Optional<Provider> of(SelectedScoringModelProviderBuildItem selected) {
        return all.stream().filter(provider -> provider.kind().isOf(selected)).findFirst();
    }
}
