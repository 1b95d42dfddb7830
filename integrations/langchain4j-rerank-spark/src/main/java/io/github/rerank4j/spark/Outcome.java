package io.github.rerank4j.spark;

import org.jspecify.annotations.Nullable;

/**
 * What came of a pair: a score or an error.
 *
 * @param score null where there is none
 * @param error null where there is a score
 */
record Outcome(@Nullable Double score, @Nullable String error) {

    /** Whether the next run asks for it. */
    boolean isOpen() {
        return score == null && (error == null || !error.startsWith(PairGroups.INVALID));
    }
}
