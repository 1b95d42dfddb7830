package io.github.rerank4j;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.RandomAccess;

/** Scores in a third of the memory that boxed ones take. Unmodifiable. */
final class ScoreList extends AbstractList<Double> implements RandomAccess, Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] scores;

    /** Keeps the array, which must not change. */
    ScoreList(double[] scores) {
        this.scores = scores;
    }

    @Override
    public Double get(int index) {
        return scores[index];
    }

    @Override
    public int size() {
        return scores.length;
    }
}
