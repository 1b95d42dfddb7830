package io.github.rerank4j.internal.evaluation.statistics;

import java.util.Arrays;

/**
 * Where a number lies with 95 %.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {

    private static final double TAIL = 0.025;

    /** Between the 2.5th and the 97.5th percentile of what was drawn, which is at least one number. */
    public static Interval of(double[] drawn) {
        double[] sorted = drawn.clone();
        Arrays.sort(sorted);
        int tail = (int) (TAIL * sorted.length);
        return new Interval(sorted[tail], sorted[sorted.length - 1 - tail]);
    }
}
