package io.github.rerank4j;

import java.util.Map;

/** An increasing function from a model's numbers to probabilities, made from numbers; see {@link Calibrations}. */
sealed interface Calibration extends ScoreOutput permits LogisticCalibration, IsotonicCalibration {

    @Override
    default ScoreScale scale(ScoreScale rawScale) {
        return ScoreScale.PROBABILITY;
    }

    /** What a file says of it, in the order in which it says so. */
    Map<String, String> entries();
}
