package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.EnvironmentProvider;
import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.examples.knowledge.StandInService;
import io.github.rerank4j.service.RerankProviders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Local servers in the place of providers for whom there is no key, with the scores of a {@link StandIn}. */
final class StandIns implements AutoCloseable {

    private final StandIn standIn;
    private final List<StandInService> services = new ArrayList<>();

    StandIns(StandIn standIn) {
        this.standIn = standIn;
    }

    /** The stand-in of a provider, if there is one. */
    Optional<ProviderUnderTest> of(RerankProviders providers, EnvironmentProvider provider) {
        return provider.standIn(standIn.scorer()).map(service -> {
            services.add(service);
            return new ProviderUnderTest(
                    provider.name(),
                    "a stand-in: a local server at " + service.url() + " that scores by " + standIn.title(),
                    true,
                    listeners -> providers.model(provider.id(), service.settings(), Map.of("listeners", listeners)));
        });
    }

    @Override
    public void close() {
        services.forEach(StandInService::close);
    }
}
