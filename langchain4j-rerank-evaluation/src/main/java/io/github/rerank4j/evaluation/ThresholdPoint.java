package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.threshold.ThresholdEffect;

/** What a threshold does. Shares are from 0 to 1, NaN where there is nothing to take a share of. Immutable. */
public final class ThresholdPoint {

    private final ThresholdEffect kept;

    ThresholdPoint(ThresholdEffect kept) {
        this.kept = kept;
    }

    /** The threshold: documents that score less are dropped. */
    public double minScore() {
        return kept.minScore();
    }

    /** The share of relevant documents among those kept; 1 where none is kept. */
    public double precision() {
        return kept.precision();
    }

    /** The share of the relevant candidates that is kept. */
    public double recall() {
        return kept.recall();
    }

    /** The share of answerable questions that are left with nothing. */
    public double emptyQueries() {
        return kept.emptyQuestions();
    }

    /** The share of unanswerable questions that keep something. */
    public double unanswerableKept() {
        return kept.unanswerableKept();
    }

    @Override
    public String toString() {
        return "ThresholdPoint[minScore=" + minScore() + ", precision=" + precision() + ", recall=" + recall() + "]";
    }
}
