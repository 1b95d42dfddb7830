package io.github.rerank4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A line through points; before the first and after the last of them it is level. Immutable. */
final class IsotonicCalibration implements Calibration {

    static final String METHOD = "isotonic";
    static final String POINTS = "points";

    private final double[] scores;
    private final double[] probabilities;

    /**
     * A line through these points, in any order.
     *
     * @param points probabilities by scores
     * @throws IllegalArgumentException if it does not rise from the first to the last, falls in between, or leaves 0 to 1
     */
    IsotonicCalibration(Map<Double, Double> points) {
        TreeMap<Double, Double> sorted = new TreeMap<>();
        points.forEach((score, probability) -> sorted.put(finite(score), probability(score, probability)));
        if (sorted.size() != points.size()) {
            throw new IllegalArgumentException(POINTS + " have the scores 0 and -0, which are the same; remove one");
        }
        if (sorted.size() < 2) {
            throw new IllegalArgumentException(POINTS + " holds " + sorted.size()
                    + (sorted.size() == 1 ? " point" : " points") + ", but a line needs at least 2");
        }
        this.scores = sorted.keySet().stream().mapToDouble(score -> score).toArray();
        this.probabilities =
                sorted.values().stream().mapToDouble(probability -> probability).toArray();
        requireIncreasing();
    }

    private static double finite(@Nullable Double score) {
        if (score == null || !Double.isFinite(score)) {
            throw new IllegalArgumentException(POINTS + " have the score " + score + ", which is not a finite number");
        }
        return score + 0.0; // -0 becomes 0
    }

    private static double probability(@Nullable Double score, @Nullable Double probability) {
        if (probability == null || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(POINTS + " have the probability " + probability + " for the score "
                    + score + ", but it must be from 0 to 1");
        }
        return probability + 0.0;
    }

    private void requireIncreasing() {
        for (int i = 1; i < scores.length; i++) {
            if (probabilities[i] < probabilities[i - 1]) {
                throw new IllegalArgumentException(POINTS + " fall from " + point(i - 1) + " to " + point(i)
                        + ", so a higher score would be a worse one; take what an isotonic regression gives");
            }
        }
        if (probabilities[0] == probabilities[scores.length - 1]) {
            throw new IllegalArgumentException(POINTS + " have the probability " + probabilities[0]
                    + " for every score, so no document would be" + " better than another; give points that rise");
        }
    }

    @Override
    public double of(double raw, ScoreScale rawScale) {
        int found = Arrays.binarySearch(scores, raw + 0.0);
        if (found >= 0) {
            return probabilities[found];
        }
        int next = -found - 1;
        if (next == 0) {
            return probabilities[0];
        }
        return next == scores.length ? probabilities[next - 1] : between(next - 1, next, raw);
    }

    /** Never above the later point, whatever is rounded, so that no step of the line falls. */
    private double between(int earlier, int later, double raw) {
        double length = scores[later] - scores[earlier];
        double way = Double.isInfinite(length)
                ? (raw / 2 - scores[earlier] / 2) / (scores[later] / 2 - scores[earlier] / 2)
                : (raw - scores[earlier]) / length;
        double rise = probabilities[later] - probabilities[earlier];
        return Math.min(probabilities[later], probabilities[earlier] + rise * way);
    }

    @Override
    public Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(CalibrationFile.METHOD, METHOD);
        entries.put(
                POINTS, IntStream.range(0, scores.length).mapToObj(this::point).collect(Collectors.joining(", ")));
        return entries;
    }

    private String point(int index) {
        return scores[index] + ":" + probabilities[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IsotonicCalibration that
                && Arrays.equals(scores, that.scores)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scores) + Arrays.hashCode(probabilities);
    }

    /** The ends alone: there may be thousands of points. */
    @Override
    public String toString() {
        return "isotonic(" + scores.length + " points, " + point(0) + " to " + point(scores.length - 1) + ")";
    }
}
