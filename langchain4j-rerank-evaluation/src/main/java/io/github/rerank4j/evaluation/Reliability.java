package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.calibration.Reliabilities.Curve;
import java.util.List;

/** How well scores are probabilities of being relevant. Immutable. */
public final class Reliability {

    private final Curve curve;

    Reliability(Curve curve) {
        this.curve = curve;
    }

    /** At most ten bins with equally many pairs, from the lowest score; equal scores are never parted. */
    public List<ReliabilityBin> bins() {
        return curve.bins().stream().map(ReliabilityBin::new).toList();
    }

    /**
     * The expected calibration error (M. Naeini et al., "Obtaining Well FittedCalibration Probabilities Using Bayesian Binning",
     * 2015): the mean absolute difference between {@code predicted} and {@code relevant} of a bin, weighted by its pairs;
     * from 0, which is best, to 1.
     */
    public double ece() {
        return curve.ece();
    }

    /**
     * The Brier score (G. Brier, "Verification of Forecasts Expressed in Terms of Probability", 1950): the mean squared
     * difference between probability and outcome, from 0, which is best, to 1. Unlike the calibration error it does not
     * reward a constant.
     */
    public double brier() {
        return curve.brier();
    }

    @Override
    public String toString() {
        return "Reliability[ece=" + ece() + ", brier=" + brier() + "]";
    }
}
