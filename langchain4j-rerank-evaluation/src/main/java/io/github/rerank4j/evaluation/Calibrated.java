package io.github.rerank4j.evaluation;

import io.github.rerank4j.ScoreCalibration;

/** A calibration that was fitted to a model's scores. Immutable. */
public final class Calibrated {

    record Values(ScoreCalibration calibration, Reliability reliability) {}

    private final Values values;

    Calibrated(Values values) {
        this.values = values;
    }

    /** The calibration, fitted to all questions; a model takes it as {@code scores(ScoreOutput.calibrated(..))}. */
    public ScoreCalibration calibration() {
        return values.calibration();
    }

    /** How good it is on questions it was not fitted to: each half of them with the fit of the other. */
    public Reliability reliability() {
        return values.reliability();
    }

    @Override
    public String toString() {
        return "Calibrated[calibration=" + calibration() + "]";
    }
}
