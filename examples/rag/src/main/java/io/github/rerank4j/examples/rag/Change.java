package io.github.rerank4j.examples.rag;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * By how much reranking changed a metric, and where that might lie with other questions of the kind: between the ends of
 * its 95 % interval, by a paired bootstrap. The questions are drawn again and again, each with what it had before and after;
 * of the mean changes so found the interval leaves out the lowest and the highest 2.5 %. The draws are always the same.
 *
 * @param mean above 0 for better
 */
record Change(double mean, double low, double high) {

    /** How often as many questions as there are are drawn. */
    static final int DRAWS = 10_000;

    private static final long SEED = 42;
    private static final double LEFT_OUT = 0.025;

    /** The change from one ranking of each question to another, in the same order. */
    static Change of(List<Ranking> before, List<Ranking> after, ToDoubleFunction<Ranking> metric) {
        return of(IntStream.range(0, before.size())
                .mapToDouble(i -> metric.applyAsDouble(after.get(i)) - metric.applyAsDouble(before.get(i)))
                .toArray());
    }

    static Change of(double... changes) {
        if (changes.length == 0) {
            return new Change(0, 0, 0);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[DRAWS];
        Arrays.setAll(means, draw -> drawnMean(changes, random));
        Arrays.sort(means);
        int out = (int) (LEFT_OUT * DRAWS);
        return new Change(Arrays.stream(changes).average().orElseThrow(), means[out], means[DRAWS - 1 - out]);
    }

    private static double drawnMean(double[] changes, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < changes.length; i++) {
            sum += changes[random.nextInt(changes.length)];
        }
        return sum / changes.length;
    }

    /** Whether there may be none, or one in the other direction. */
    boolean uncertain() {
        return low <= 0 && high >= 0;
    }
}
