package io.github.rerank4j.internal.evaluation.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How well numbers are probabilities. */
public final class Reliabilities {

    private static final int BINS = 10;

    private Reliabilities() {}

    /**
     * Pairs with similar probabilities.
     *
     * @param pairs how many
     * @param predicted their mean probability
     * @param relevant the share that is relevant
     */
    public record Bin(int pairs, double predicted, double relevant) {}

    /**
     * How well.
     *
     * @param bins from the lowest probability
     * @param ece the expected calibration error
     * @param brier the mean squared error
     */
    public record Curve(List<Bin> bins, double ece, double brier) {}

    static Curve of(Sample predictions) {
        Sample sorted = predictions.sorted();
        List<Bin> bins = bins(sorted);
        double ece = bins.stream()
                .mapToDouble(bin -> bin.pairs() * Math.abs(bin.predicted() - bin.relevant()))
                .sum();
        double brier = IntStream.range(0, sorted.size())
                .mapToDouble(i -> sorted.scores()[i] - (sorted.relevant()[i] ? 1 : 0))
                .map(miss -> miss * miss)
                .average()
                .orElse(0);
        return new Curve(bins, ece / sorted.size(), brier);
    }

    /** As many pairs in each; equal probabilities are in the bin of the first of them. */
    private static List<Bin> bins(Sample sorted) {
        List<Bin> bins = new ArrayList<>();
        int start = 0;
        for (int bin = 1; bin <= BINS; bin++) {
            int end = Math.max(start, (int) ((long) sorted.size() * bin / BINS));
            while (end > start && end < sorted.size() && sorted.scores()[end] == sorted.scores()[end - 1]) {
                end++;
            }
            if (end > start) {
                bins.add(bin(sorted, start, end));
                start = end;
            }
        }
        return bins;
    }

    private static Bin bin(Sample sorted, int start, int end) {
        int relevant = new Sample(
                        Arrays.copyOfRange(sorted.scores(), start, end),
                        Arrays.copyOfRange(sorted.relevant(), start, end))
                .positives();
        double predicted = Arrays.stream(sorted.scores(), start, end).average().orElse(0);
        return new Bin(end - start, predicted, (double) relevant / (end - start));
    }

    /** The share of the pairs of a relevant and another number in which the relevant one is higher; ties count half. */
    static double auc(Sample sample) {
        Sample sorted = sample.sorted();
        double wins = 0;
        double below = 0;
        int start = 0;
        while (start < sorted.size()) {
            int end = start;
            double hits = 0;
            while (end < sorted.size() && sorted.scores()[end] == sorted.scores()[start]) {
                hits += sorted.relevant()[end] ? 1 : 0;
                end++;
            }
            double others = end - start - hits;
            wins += hits * (below + others / 2);
            below += others;
            start = end;
        }
        double positives = sorted.positives();
        return wins / (positives * (sorted.size() - positives));
    }
}
