package io.github.rerank4j.evaluation;

import io.github.rerank4j.ScoreCalibration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A calibration that was fitted to a model's scores. Immutable. */
public final class FittedCalibration {

    record Values(@Nullable ScoreCalibration calibration, Reliability reliability) {}

    private final Values values;

    FittedCalibration(Values values) {
        this.values = values;
    }

    /**
     * The calibration, fitted to all questions; a model takes it as {@code scores(ScoreOutput.calibrated(..))}. Empty in a
     * report that was read from a file.
     */
    public Optional<ScoreCalibration> calibration() {
        return Optional.ofNullable(values.calibration());
    }

    /** How good it is on questions it was not fitted to: each half of them with the fit of the other. */
    public Reliability reliability() {
        return values.reliability();
    }

    @Override
    public String toString() {
        return "FittedCalibration[calibration=" + values.calibration() + "]";
    }
}
