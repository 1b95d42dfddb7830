package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.generic.RerankDialect;
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
     * @param dialect what it speaks in the place of a generic provider
     * @param models the models that it knows, or none for those that SiliconFlow documents; a dialect takes any
     */
    record Kind(RerankProvider provider, Site site, RerankDialect dialect, Set<String> models) {

        Kind knowing(Set<String> more) {
            return new Kind(provider, site, dialect, more);
        }

        private boolean scoresInLogits() {
            return provider == RerankProvider.TENCENT || dialect.traits(null).scale() == ScoreScale.LOGIT;
        }
    }

    @Override
    public void start() {
        LocalRerankServer.Builder settings = LocalRerankServer.builder()
                .scorer(RerankScorer.each(kind.scoresInLogits() ? WordOverlap::logit : WordOverlap::share))
                .tencentSite(kind.site())
                .tencentCredentials(KEY, KEY)
                .dialect(kind.dialect().name())
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
