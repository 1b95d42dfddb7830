package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.statistics.Bootstrap;
import io.github.rerank4j.internal.evaluation.statistics.Holm;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import io.github.rerank4j.internal.evaluation.statistics.PairedRandomisation;
import io.github.rerank4j.internal.evaluation.statistics.SampleSize;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Compares models question by question. */
final class Comparisons {

    private Comparisons() {}

    /** Two models by one metric, before Holm's correction. */
    record Pair(String a, String b, double[] ofA, double[] ofB, Interval interval) {

        double[] differences() {
            double[] differences = new double[ofA.length];
            Arrays.setAll(differences, i -> ofB[i] - ofA[i]);
            return differences;
        }
    }

    /** Every pair of models, for every metric, on as many threads as the machine has processors. */
    static List<Comparison> all(List<ModelRankings> standings, EvaluationReport.Setup setup, double[][] means) {
        return IntStream.range(0, setup.metrics().size())
                .parallel()
                .mapToObj(metric ->
                        of(setup.metrics().get(metric).name(), pairs(standings, setup, means, metric), setup.seed()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Pair> pairs(
            List<ModelRankings> standings, EvaluationReport.Setup setup, double[][] means, int metric) {
        int metrics = setup.metrics().size();
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a < standings.size(); a++) {
            for (int b = a + 1; b < standings.size(); b++) {
                pairs.add(new Pair(
                        standings.get(a).name(),
                        standings.get(b).name(),
                        standings.get(a).values(metric),
                        standings.get(b).values(metric),
                        Bootstrap.ofDifference(means[a * metrics + metric], means[b * metrics + metric])));
            }
        }
        return pairs;
    }

    /** Pairs by one metric, corrected for how many there are. */
    static List<Comparison> of(String metric, List<Pair> pairs, long seed) {
        double[] pValues = pairs.stream()
                .mapToDouble(pair -> PairedRandomisation.pValue(pair.differences(), new SplitMix64(seed)))
                .toArray();
        double[] adjusted = Holm.adjusted(pValues);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            comparisons.add(comparison(metric, pairs.get(i), pValues[i], adjusted[i]));
        }
        return comparisons;
    }

    private static Comparison comparison(String metric, Pair pair, double pValue, double adjusted) {
        double[] differences = pair.differences();
        OptionalInt needed = SampleSize.needed(differences);
        return new Comparison(new Comparison.Values(
                pair.a(),
                pair.b(),
                metric,
                Arrays.stream(pair.ofB()).average().orElse(0)
                        - Arrays.stream(pair.ofA()).average().orElse(0),
                pair.interval().low(),
                pair.interval().high(),
                pValue,
                adjusted,
                differences.length,
                (int) Arrays.stream(differences)
                        .filter(difference -> difference != 0)
                        .count(),
                needed.isPresent()
                        ? (Integer)
                                Math.max(needed.getAsInt(), PairedRandomisation.fewestQuestions(Comparison.SIGNIFICANT))
                        : null));
    }
}
