package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.statistics.Bootstrap;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the models of two reports. */
final class ReportComparison {

    private ReportComparison() {}

    static List<Comparison> of(EvaluationReport earlier, EvaluationReport later) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String metric : later.metrics()) {
            List<Comparisons.Pair> pairs = new ArrayList<>();
            for (ModelReport model : later.models()) {
                earlier.findModel(model.name())
                        .filter(before -> before.metrics().containsKey(metric))
                        .ifPresent(before -> pairs.add(pair(before, model, metric, later.seed())));
            }
            comparisons.addAll(Comparisons.of(metric, pairs, later.seed()));
        }
        if (comparisons.isEmpty()) {
            throw new IllegalArgumentException("the reports have no model and no metric in common, so nothing can be"
                    + " compared; there were " + names(earlier) + ", and there are " + names(later));
        }
        return List.copyOf(comparisons);
    }

    /**
     * A model before and after by one metric.
     *
     * @throws IllegalArgumentException if both have no question in common
     */
    static Comparisons.Pair pair(ModelReport before, ModelReport after, String metric, long seed) {
        List<double[]> rows = new ArrayList<>();
        after.perQuery().forEach((question, values) -> {
            Map<String, Double> old = before.perQuery().getOrDefault(question, Map.of());
            Double was = old.get(metric);
            Double is = values.get(metric);
            if (was != null && is != null) {
                rows.add(new double[] {was, is});
            }
        });
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("the reports have no question in common for " + after.name()
                    + ", so nothing can be compared; evaluate the same questions");
        }
        double[][] means = Bootstrap.means(rows.toArray(double[][]::new), new SplitMix64(seed));
        return new Comparisons.Pair(
                before.name(),
                after.name(),
                column(rows, 0),
                column(rows, 1),
                Bootstrap.ofDifference(means[0], means[1]));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private static String names(EvaluationReport report) {
        return String.join(", ", report.models().stream().map(ModelReport::name).toList());
    }
}
