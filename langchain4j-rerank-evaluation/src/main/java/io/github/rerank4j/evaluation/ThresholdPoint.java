package io.github.rerank4j.evaluation;

/** What a threshold does. Shares are from 0 to 1, NaN where there is nothing to take a share of. Immutable. */
public final class ThresholdPoint {

    record Values(double minScore, double precision, double recall, double emptyQueries, double unanswerableKept) {}

    private final Values values;

    ThresholdPoint(Values values) {
        this.values = values;
    }

    /** The threshold: documents that score less are dropped. */
    public double minScore() {
        return values.minScore();
    }

    /** The share of relevant documents among those kept; 1 where none is kept. */
    public double precision() {
        return values.precision();
    }

    /** The share of the relevant candidates that is kept. */
    public double recall() {
        return values.recall();
    }

    /** The share of answerable questions that are left with nothing. */
    public double emptyQueries() {
        return values.emptyQueries();
    }

    /** The share of unanswerable questions that keep something. */
    public double unanswerableKept() {
        return values.unanswerableKept();
    }

    @Override
    public String toString() {
        return "ThresholdPoint[minScore=" + minScore() + ", precision=" + precision() + ", recall=" + recall() + "]";
    }
}
