package io.github.rerank4j.local;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * The model inside a {@link LocalRerankServer}: says how relevant documents are to a query. Called by many threads.
 *
 * <p>To be found by its name among {@link RerankScorers}, a class is public, has a public constructor without parameters,
 * and is in {@code META-INF/services/io.github.rerank4j.local.RerankScorer} of its jar.
 */
@FunctionalInterface
public interface RerankScorer {
    /** One finite score per document, in their order; a higher one is more relevant. */
    double[] scores(String query, List<String> documents);

    /**
     * The name by which {@link RerankScorers} finds it: lower-case letters, digits and hyphens. Default: the name of its
     * class, for one that nobody looks for.
     */
    default String name() {
        return getClass().getName();
    }

    /** A scorer that looks at one document at a time, given the query and the document. */
    static RerankScorer each(ToDoubleBiFunction<String, String> score) {
        return (query, documents) -> documents.stream()
                .mapToDouble(document -> score.applyAsDouble(query, document))
                .toArray();
    }
}
