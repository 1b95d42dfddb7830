package io.github.rerank4j.resilience;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the documents of one question, and that of their whole list where a score depends on all of them.
 *
 * @param documents in document order; null for one that must not be remembered
 * @param list null where each document is judged by itself
 */
record Keys(@Nullable ScoreKey[] documents, @Nullable ScoreKey list) {

    /** Of documents that are all not to be remembered. */
    static Keys none(int documents) {
        return new Keys(new ScoreKey[documents], null);
    }

    /** One of {@link #all}. */
    @Nullable
    ScoreKey of(int position) {
        return position < documents.length ? documents[position] : list;
    }

    /** How many there are: one per document, and behind them that of the list. */
    int all() {
        return documents.length + (list == null ? 0 : 1);
    }

    /** What is kept beside the scores of a list, so that those of two responses are never taken for one. */
    static double seal(double[] scores) {
        return Arrays.hashCode(scores);
    }
}
