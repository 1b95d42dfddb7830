package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.calibration.Reliabilities.Bin;

/** Pairs of question and document with similar scores. Immutable. */
public final class ReliabilityBin {

    private final Bin bin;

    ReliabilityBin(Bin bin) {
        this.bin = bin;
    }

    /** How many pairs. */
    public int pairs() {
        return bin.pairs();
    }

    /** The mean of what the score says as a probability. */
    public double predicted() {
        return bin.predicted();
    }

    /** The share of them that is relevant. */
    public double relevant() {
        return bin.relevant();
    }

    @Override
    public String toString() {
        return "ReliabilityBin[pairs=" + pairs() + ", predicted=" + predicted() + ", relevant=" + relevant() + "]";
    }
}
