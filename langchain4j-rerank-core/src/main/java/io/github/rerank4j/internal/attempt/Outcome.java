package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.internal.packing.Batches.Part;
import java.util.Map;

/** What one attempt brought. */
sealed interface Outcome {

    /** Scores, checked. */
    record Scores(Part part) implements Outcome {}

    /**
     * No scores.
     *
     * @param fault why
     * @param credentials what the authorizer had given; empty if it was not asked
     */
    record Failed(Fault fault, Map<String, String> credentials) implements Outcome {

        /** Shows no credentials. */
        @Override
        public String toString() {
            return "Failed[" + fault + "]";
        }
    }
}
