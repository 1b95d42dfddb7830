package io.github.rerank4j.internal.evaluation.statistics;

import java.util.Arrays;

/**
 * How probable a mean difference is if the two that differ could be exchanged in each pair: a two-sided randomisation
 * test (E. Noreen, "Computer-Intensive Methods for Testing Hypotheses", 1989).
 */
public final class PairedRandomisation {

    private static final int DRAWS = 100_000;
    /** With as many differences or more not every assignment of signs is looked at. */
    private static final int MANY = 20;

    private static final int BITS = 8;
    private static final int SIGNS = 1 << BITS;
    /** Sums that differ by rounding alone are equal. */
    private static final double ROUNDING = 1e-12;

    /** For each eight differences the sum of them under each assignment of signs. */
    private final double[][] sums;

    private final int differences;
    private final double least;

    private PairedRandomisation(double[] differences) {
        this.differences = differences.length;
        this.sums = new double[(differences.length + BITS - 1) / BITS][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums(Arrays.copyOfRange(differences, i * BITS, Math.min(differences.length, (i + 1) * BITS)));
        }
        double observed = Math.abs(Arrays.stream(differences).sum());
        this.least =
                observed - ROUNDING * Arrays.stream(differences).map(Math::abs).sum();
    }

    /**
     * The p value: of all assignments of signs, if fewer than 20 differences are not 0; else of 100,000 by chance, with
     * the one that was observed counted as one of them.
     *
     * @param differences one for each pair
     */
    public static double pValue(double[] differences, SplitMix64 chance) {
        double[] some =
                Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        if (some.length == 0) {
            return 1;
        }
        PairedRandomisation test = new PairedRandomisation(some);
        return some.length < MANY ? test.exact() : test.drawn(chance);
    }

    /** With fewer questions no p value is below a level, however much they differ. */
    public static int fewestQuestions(double level) {
        int questions = 1;
        while (Math.scalb(2.0, -questions) >= level) {
            questions++;
        }
        return questions;
    }

    private static double[] sums(double[] few) {
        double[] sums = new double[SIGNS];
        for (int signs = 0; signs < SIGNS; signs++) {
            for (int i = 0; i < few.length; i++) {
                sums[signs] += (signs >> i & 1) == 0 ? few[i] : -few[i];
            }
        }
        return sums;
    }

    /** Of two assignments that are each other's opposite one is enough. */
    private double exact() {
        int all = 1 << (differences - 1);
        int extreme = 0;
        for (int signs = 0; signs < all; signs++) {
            double sum = 0;
            for (int i = 0; i < sums.length; i++) {
                sum += sums[i][signs >>> (i * BITS) & (SIGNS - 1)];
            }
            extreme += Math.abs(sum) >= least ? 1 : 0;
        }
        return (double) extreme / all;
    }

    private double drawn(SplitMix64 chance) {
        int extreme = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            long bits = 0;
            for (int i = 0; i < sums.length; i++) {
                bits = i % BITS == 0 ? chance.bits() : bits >>> BITS;
                sum += sums[i][(int) bits & (SIGNS - 1)];
            }
            extreme += Math.abs(sum) >= least ? 1 : 0;
        }
        return (extreme + 1.0) / (DRAWS + 1);
    }
}
