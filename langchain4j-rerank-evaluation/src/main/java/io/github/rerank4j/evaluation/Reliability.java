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

    /**
     * The expected calibration error (M. Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning",
     * 2015): the mean absolute difference between {@code predicted} and {@code relevant} of a bin, weighted by its pairs;
     * from 0, which is best, to 1.
     */
    public double ece() {
        return values.ece();
    }

    /**
     * The Brier score (G. Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950): the mean squared
     * difference between probability and outcome, from 0, which is best, to 1. Unlike the calibration error it does not
     * reward a constant.
     */
    public double brier() {
        return values.brier();
    }

    @Override
    public String toString() {
        return "Reliability[ece=" + ece() + ", brier=" + brier() + "]";
    }
}
