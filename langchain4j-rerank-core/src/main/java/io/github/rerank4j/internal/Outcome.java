package io.github.rerank4j.internal;

import io.github.rerank4j.internal.Batches.Part;

/** What one attempt brought. */
sealed interface Outcome {

    /** Scores, checked. */
    record Scores(Part part) implements Outcome {}

    /** No scores. */
    record Failed(Fault fault) implements Outcome {}
}
