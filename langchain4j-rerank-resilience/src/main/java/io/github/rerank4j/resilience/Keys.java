package io.github.rerank4j.resilience;

import org.jspecify.annotations.Nullable;

/**
 * The keys of the documents of one question, and that of their whole list where a score depends on all of them.
 *
 * @param documents in document order; null for one that must not be remembered
 * @param list null where each document is judged by itself
 */
record Keys(@Nullable ScoreKey[] documents, @Nullable ScoreKey list) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long ONE = 0x3FF0000000000000L;

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

    /**
     * What is kept beside the scores of a list, so that those of two responses are not taken for one: 52 well-mixed bits
     * as a number from 1 to 2, which every store can keep.
     */
    static double seal(double[] scores) {
        long seal = scores.length;
        for (double score : scores) {
            seal = mixed(seal * GOLDEN + Double.doubleToLongBits(score));
        }
        return Double.longBitsToDouble(ONE | seal >>> 12);
    }

    /** The finisher of MurmurHash3: each bit depends on all. */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
