package io.github.rerank4j;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code 1 / (1 + exp(-(slope * score + intercept)))}. */
record LogisticCalibration(double slope, double intercept) implements Calibration {

    static final String METHOD = "logistic";
    static final String SLOPE = "slope";
    static final String INTERCEPT = "intercept";

    LogisticCalibration {
        if (!Double.isFinite(slope) || slope <= 0) {
            throw new IllegalArgumentException(SLOPE + " is " + slope
                    + ", but must be a finite number above 0, so that a higher score stays a better"
                    + " one; if it comes from a library that writes exp(slope * score + intercept), change the"
                    + " signs of both numbers");
        }
        if (!Double.isFinite(intercept)) {
            throw new IllegalArgumentException(INTERCEPT + " is " + intercept + ", but must be a finite number");
        }
    }

    @Override
    public double of(double raw, ScoreScale rawScale) {
        return 1 / (1 + Math.exp(-(slope * raw + intercept)));
    }

    @Override
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(CalibrationFile.METHOD, METHOD);
        entries.put(SLOPE, Double.toString(slope));
        entries.put(INTERCEPT, Double.toString(intercept));
        return entries;
    }

    @Override
    public String toString() {
        return "logistic(slope=" + slope + ", intercept=" + intercept + ")";
    }
}
