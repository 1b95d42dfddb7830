package io.github.rerank4j.internal.evaluation.statistics;

import java.util.Arrays;

/**
 * Means over questions that were drawn with replacement (B. Efron, "Bootstrap Methods: Another Look at the Jackknife",
 * 1979): of all columns over the same questions, so that the difference of two of them is that of a draw.
 */
public final class Bootstrap {

    /** How often is drawn. */
    public static final int DRAWS = 10_000;

    private Bootstrap() {}

    /**
     * The means of each draw, by columns.
     *
     * @param rows the numbers of each question, at least one, all of the same length
     */
    public static double[][] means(double[][] rows, SplitMix64 chance) {
        int columns = rows[0].length;
        double[][] means = new double[columns][DRAWS];
        double[] sums = new double[columns];
        for (int draw = 0; draw < DRAWS; draw++) {
            Arrays.fill(sums, 0);
            for (int i = 0; i < rows.length; i++) {
                double[] row = rows[chance.below(rows.length)];
                for (int column = 0; column < columns; column++) {
                    sums[column] += row[column];
                }
            }
            for (int column = 0; column < columns; column++) {
                means[column][draw] = sums[column] / rows.length;
            }
        }
        return means;
    }

    /** The interval of the second column's mean minus the first one's. */
    public static Interval ofDifference(double[] first, double[] second) {
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = second[i] - first[i];
        }
        return Interval.of(differences);
    }

    /** How often each of so many questions is drawn in one draw. */
    public static int[] weights(int questions, SplitMix64 chance) {
        int[] weights = new int[questions];
        for (int i = 0; i < questions; i++) {
            weights[chance.below(questions)]++;
        }
        return weights;
    }
}
