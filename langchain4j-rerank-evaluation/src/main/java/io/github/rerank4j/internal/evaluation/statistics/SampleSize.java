package io.github.rerank4j.internal.evaluation.statistics;

import java.util.Arrays;
import java.util.OptionalInt;

/** How many questions it takes. */
public final class SampleSize {

    /** The normal quantiles of 97.5 % (significance of 5 %, two-sided) and of 80 % (power), summed and squared. */
    private static final double FACTOR = Math.pow(1.959964 + 0.841621, 2);

    private SampleSize() {}

    /**
     * How many pairs would show a mean difference of this size, with these variations, as significant at 5 % in four of
     * five cases; empty where there is no difference, fewer than two pairs, or more than a billion are needed.
     */
    public static OptionalInt needed(double[] differences) {
        double mean = Arrays.stream(differences).average().orElse(0);
        double squares = Arrays.stream(differences)
                .map(difference -> Math.pow(difference - mean, 2))
                .sum();
        double needed = Math.ceil(FACTOR * squares / (differences.length - 1) / (mean * mean));
        return mean != 0 && differences.length > 1 && needed < 1e9
                ? OptionalInt.of(Math.max(2, (int) needed))
                : OptionalInt.empty();
    }
}
