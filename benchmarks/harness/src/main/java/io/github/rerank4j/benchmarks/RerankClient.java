package io.github.rerank4j.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Something that reranks over HTTP. */
@FunctionalInterface
public interface RerankClient extends AutoCloseable {

    /** A call with what its caller has at hand anyway already made. */
    Ranking prepare(String query, List<String> documents);

    /** Whether the scores in its answers are read at all. */
    default boolean readsScores() {
        return true;
    }

    @Override
    default void close() {}

    /** One call, to be repeated. Safe for use by many threads if its client is. */
    @FunctionalInterface
    interface Ranking {

        /** One score per document, in their order. */
        List<Double> scores() throws Exception;

        /** The same without waiting. */
        default CompletableFuture<List<Double>> scoresLater() {
            throw new UnsupportedOperationException("this client is blocking only");
        }
    }
}
