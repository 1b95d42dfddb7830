package io.github.rerank4j.quarkus.deployment;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.local.WordOverlapScorer;
import io.github.rerank4j.spi.StandIn;
import io.quarkus.deployment.builditem.Startable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A local server in the place of a provider. */
final class StandInServer implements Startable {

    /** Credentials that only stand-ins know. */
    static final String KEY = "sk-dev-services-example";

    private static final RerankScorer WORD_OVERLAP = new WordOverlapScorer();
    private static final double LOGIT_RANGE = 8;

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

    @Override
    public void start() {
        server = LocalRerankServer.builder()
                .scorer(kind.scoresInLogits() ? StandInServer::logits : WORD_OVERLAP)
                .standIn(kind.needed(), KEY, kind.models())
                .start();
    }

    /** From -4 to 4. */
    private static double[] logits(String query, List<String> documents) {
        return Arrays.stream(WORD_OVERLAP.scores(query, documents))
                .map(share -> (share - 0.5) * LOGIT_RANGE)
                .toArray();
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
