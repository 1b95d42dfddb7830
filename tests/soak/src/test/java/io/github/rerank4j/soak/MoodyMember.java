package io.github.rerank4j.soak;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.service.RerankScoringModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A model whose service dies, revives, slows down and talks nonsense, as its mood is at the moment. */
final class MoodyMember implements AutoCloseable {

    private static final List<Fate> BAD_MOODS =
            List.of(Fate.BROKEN, Fate.BUSY, Fate.RESET, Fate.SLOW, Fate.SILENT, Fate.MISSING_SCORE, Fate.TRUNCATED);

    private static final int WELL_IN_PERCENT = 70;

    private final double shift;
    private final SoakServer server;
    private final RerankScoringModel model;
    private final SplittableRandom random;
    private volatile Fate mood = Fate.FINE;

    /**
     * A member that is well.
     *
     * @param shift added to every score, so that it shows who has given it
     */
    MoodyMember(double shift) {
        this.shift = shift;
        this.random = new SplittableRandom((long) shift);
        this.server = SoakServer.start(asked -> mood, shift);
        this.model = GenericScoringModel.builder()
                .baseUrl(server.url())
                .dialect(RerankDialect.COHERE_V2)
                .modelName("example-reranker")
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    RerankScoringModel model() {
        return model;
    }

    SoakServer server() {
        return server;
    }

    /** Whether it is the one that has given this score. */
    boolean hasGiven(double score, String query, String document) {
        return score == Question.score(query, document) + shift;
    }

    void changeMood() {
        mood = random.nextInt(100) < WELL_IN_PERCENT ? Fate.FINE : BAD_MOODS.get(random.nextInt(BAD_MOODS.size()));
        if (mood == Fate.RESET) {
            try {
                server.closeConnections();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void cheerUp() {
        mood = Fate.FINE;
    }

    @Override
    public void close() {
        model.close();
        server.close();
    }
}
