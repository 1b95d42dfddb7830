package io.github.rerank4j.examples.knowledge;

import io.github.rerank4j.local.RerankScorer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Token matching over the embedding model, in the place of a rerank model: for each token of the query it looks for the
 * token of the document whose vector is nearest, and the score is the mean of these cosines, from -1 to 1.
 *
 * <p>That is late interaction as in ColBERT, but nobody has trained these vectors for it: they come from a model that was
 * trained to make one vector of a whole text. The model is the one that searches the passages of the query's language. The
 * score of a document does not depend on the others. Models are loaded when they are first needed, once in a process, and
 * kept. Safe for use by many threads. Named {@code maxsim}.
 */
public final class MaxSimScorer implements RerankScorer {

    static final String NAME = "maxsim";

    private static final Map<Language, TokenEncoder> ENCODERS = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}, and everybody else. */
    public MaxSimScorer() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double[] scores(String query, List<String> documents) {
        TokenEncoder encoder = ENCODERS.computeIfAbsent(Language.of(query), TokenEncoder::load);
        TokenVectors wanted = encoder.encode(query);
        return documents.stream()
                .mapToDouble(document -> wanted.matchedBy(encoder.encode(document)))
                .toArray();
    }
}
