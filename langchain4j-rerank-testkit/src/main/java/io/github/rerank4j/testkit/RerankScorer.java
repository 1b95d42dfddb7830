package io.github.rerank4j.testkit;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** The model inside a {@link LocalRerankServer}: says how relevant documents are to a query. Called by many threads. */
@FunctionalInterface
public interface RerankScorer {
    /** One finite score per document, in their order; a higher one is more relevant. */
    double[] scores(String query, List<String> documents);

    /** A scorer that looks at one document at a time, given the query and the document. */
    static RerankScorer each(ToDoubleBiFunction<String, String> score) {
        return (query, documents) -> documents.stream()
                .mapToDouble(document -> score.applyAsDouble(query, document))
                .toArray();
    }
}
