package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.StandIn;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.testkit.LocalRerankServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Local servers in the place of providers for whom there is no key: real HTTP on 127.0.0.1, the providers' protocols and
 * limits, and the scores of a {@link StandIn}.
 */
final class StandIns implements AutoCloseable {

    private static final String KEY = "sk-demo";

    private final StandIn standIn;
    private final List<LocalRerankServer> servers = new ArrayList<>();

    StandIns(StandIn standIn) {
        this.standIn = standIn;
    }

    /** The stand-in of a provider, if there is one. */
    Optional<ProviderUnderTest> of(
            RerankProviders providers, RerankProvider<?> provider, Map<String, String> configured) {
        return provider.standIn(setting -> Optional.ofNullable(configured.get(setting)))
                .map(needed -> {
                    LocalRerankServer server = server(provider, needed);
                    Map<String, String> values = new HashMap<>(needed.settings());
                    values.putAll(configured);
                    needed.keys().forEach(key -> values.put(key, KEY));
                    values.put("baseUrl", server.url());
                    return new ProviderUnderTest(
                            Providers.name(provider),
                            "a stand-in: a local server at " + server.url() + " that scores by " + standIn.title(),
                            true,
                            meter -> providers.model(provider.id(), values, Map.of("listeners", List.of(meter))));
                });
    }

    private LocalRerankServer server(RerankProvider<?> provider, io.github.rerank4j.spi.StandIn needed) {
        LocalRerankServer.Builder settings = LocalRerankServer.builder()
                .scorer(standIn.scorer())
                .tencentCredentials(KEY, KEY)
                .apiKey(KEY);
        needed.site()
                .map(site -> LocalRerankServer.Site.valueOf(site.toUpperCase(Locale.ROOT)))
                .ifPresent(settings::tencentSite);
        if (!needed.protocol().equals(provider.id())) {
            settings.dialect(needed.protocol());
        }
        LocalRerankServer server = settings.start();
        servers.add(server);
        return server;
    }

    @Override
    public void close() {
        servers.forEach(LocalRerankServer::close);
    }
}
