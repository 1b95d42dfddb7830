package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.testkit.LocalRerankServer;
import io.github.rerank4j.testkit.LocalRerankServer.Site;
import io.github.rerank4j.testkit.RerankScorer;
import io.quarkus.deployment.builditem.Startable;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A local server in the place of a provider. */
final class StandIn implements Startable {

    /** Credentials that only stand-ins know. */
    static final String KEY = "sk-dev-services-example";

    private final Kind kind;
    private @Nullable LocalRerankServer server;

    StandIn(Kind kind) {
        this.kind = kind;
    }

    /**
     * What a stand-in is like; two models with the same share one.
     *
     * @param provider in whose place it is
     * @param site Tencent Cloud's site, whose limits it has
     * @param models the models that it knows, or none for those that SiliconFlow documents
     */
    record Kind(RerankProvider provider, Site site, Set<String> models) {}

    @Override
    public void start() {
        LocalRerankServer.Builder settings = LocalRerankServer.builder()
                .scorer(RerankScorer.each(
                        kind.provider() == RerankProvider.TENCENT ? WordOverlap::logit : WordOverlap::share))
                .tencentSite(kind.site())
                .tencentCredentials(KEY, KEY)
                .apiKey(KEY);
        if (!kind.models().isEmpty()) {
            settings.siliconFlowModels(kind.models().toArray(String[]::new));
        }
        server = settings.start();
    }

    @Override
    public String getConnectionInfo() {
        return Optional.ofNullable(server)
                .map(LocalRerankServer::url)
                .orElseThrow(() -> new IllegalStateException("the stand-in has not been started"));
    }

    @Override
    public @Nullable String getContainerId() {
        return null;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
