package io.github.rerank4j.internal.attempt;

import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.internal.packing.Batches.BatchScores;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one attempt brought. */
sealed interface Outcome {

    /** What the service counted; null where it does not say. */
    @Nullable
    TokenUsage usage();

    /** Scores, checked. */
    record Scores(BatchScores part) implements Outcome {

        @Override
        public @Nullable TokenUsage usage() {
            return part.usage();
        }
    }

    /**
     * No scores.
     *
     * @param fault why
     * @param credentials what the authorizer had given; empty if it was not asked
     * @param usage what a reply that cannot be used was counted for
     */
    record Failed(
            Fault fault,
            Map<String, String> credentials,
            @Nullable TokenUsage usage) implements Outcome {

        /** Shows no credentials. */
        @Override
        public String toString() {
            return "Failed[" + fault + "]";
        }
    }
}
