package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.StandIn;
import io.github.rerank4j.testkit.LocalRerankServer;
import io.github.rerank4j.testkit.RerankScorer;
import io.quarkus.deployment.builditem.Startable;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A local server in the place of a provider. */
final class StandInServer implements Startable {

    /** Credentials that only stand-ins know. */
    static final String KEY = "sk-dev-services-example";

    private final Kind kind;
    private @Nullable LocalRerankServer server;

    StandInServer(Kind kind) {
        this.kind = kind;
    }

    /**
     * What a stand-in is like; two models with the same share one.
     *
     * @param needed what it has to be able to
     * @param models the models that it knows, or none for those that the service documents; a dialect takes any
     */
    record Kind(StandIn needed, Set<String> models) {

        private boolean scoresInLogits() {
            return needed.scale() == ScoreScale.LOGIT;
        }
    }

    /** Whether a local server speaks what a stand-in has to; it does not know what providers that come later speak. */
    static boolean speaks(StandIn needed) {
        try {
            LocalRerankServer.builder().standIn(needed, KEY, Set.of());
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    @Override
    public void start() {
        server = LocalRerankServer.builder()
                .scorer(RerankScorer.each(kind.scoresInLogits() ? WordOverlap::logit : WordOverlap::share))
                .standIn(kind.needed(), KEY, kind.models())
                .start();
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
