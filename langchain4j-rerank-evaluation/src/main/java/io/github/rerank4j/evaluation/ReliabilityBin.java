package io.github.rerank4j.evaluation;

/** Pairs of question and document with similar scores. Immutable. */
public final class ReliabilityBin {

    record Values(int pairs, double predicted, double relevant) {}

    private final Values values;

    ReliabilityBin(Values values) {
        this.values = values;
    }

    /** How many pairs. */
    public int pairs() {
        return values.pairs();
    }

    /** The mean of what the score says as a probability. */
    public double predicted() {
        return values.predicted();
    }

    /** The share of them that is relevant. */
    public double relevant() {
        return values.relevant();
    }

    @Override
    public String toString() {
        return "ReliabilityBin[pairs=" + pairs() + ", predicted=" + predicted() + ", relevant=" + relevant() + "]";
    }
}
