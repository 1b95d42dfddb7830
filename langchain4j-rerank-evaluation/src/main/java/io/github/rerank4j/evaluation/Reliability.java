package io.github.rerank4j.evaluation;

import java.util.List;

/** How well scores are probabilities of being relevant. Immutable. */
public final class Reliability {

    record Values(List<ReliabilityBin> bins, double ece, double brier) {}

    private final Values values;

    Reliability(Values values) {
        this.values = values;
    }

    /** At most ten bins with equally many pairs, from the lowest score; equal scores are never parted. */
    public List<ReliabilityBin> bins() {
        return values.bins();
    }

    /** The expected calibration error: the mean difference of both numbers of the bins, weighted by pairs; 0 is best. */
    public double ece() {
        return values.ece();
    }

    /** The Brier score: the mean squared difference of probability and outcome; 0 is best, and a constant can be good at the other measure but not at this one. */
    public double brier() {
        return values.brier();
    }

    @Override
    public String toString() {
        return "Reliability[ece=" + ece() + ", brier=" + brier() + "]";
    }
}
