package io.github.rerank4j.internal.evaluation.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P values of several tests, corrected so that none is wrongly significant more often than one alone would be (S. Holm,
 * "A Simple Sequentially Rejective Multiple Test Procedure", 1979).
 */
public final class Holm {

    private Holm() {}

    /** The corrected values, in the same order. */
    public static double[] adjusted(double[] pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double before = 0;
        for (int i = 0; i < order.length; i++) {
            before = Math.max(before, Math.min(1, (pValues.length - i) * pValues[order[i]]));
            adjusted[order[i]] = before;
        }
        return adjusted;
    }
}
