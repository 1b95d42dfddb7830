package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.ranking.RankedGrades;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How one model ranks each question, and the metrics of that. Immutable. */
final class ModelRankings {

    private static final int USUAL_CUTOFF = 10;

    private final String name;
    private final Map<String, Ranking> rankings;
    private final EvaluationReport.Setup setup;
    /** By metrics, then by questions. */
    private final double[][] values;

    ModelRankings(String name, Map<String, Ranking> rankings, EvaluationReport.Setup setup) {
        this.name = name;
        this.rankings = rankings;
        this.setup = setup;
        this.values = new double[setup.metrics().size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = values(
                    setup.metrics().get(i),
                    rankings.values().stream().map(Ranking::grades).toList());
        }
    }

    private double[] values(Metric metric, List<RankedGrades> grades) {
        return grades.stream()
                .mapToDouble(ofOne -> metric.value(ofOne, setup.gain()))
                .toArray();
    }

    String name() {
        return name;
    }

    Ranking ranking(String queryId) {
        Ranking ranking = rankings.get(queryId);
        if (ranking == null) {
            throw new IllegalArgumentException("question " + Ids.shown(queryId) + " is not ranked");
        }
        return ranking;
    }

    /** A metric of one question, both by their position. */
    double value(int metric, int question) {
        return values[metric][question];
    }

    /** A metric of all questions. */
    double[] values(int metric) {
        return values[metric];
    }

    double mean(int metric) {
        return Arrays.stream(values[metric]).average().orElse(0);
    }

    Map<String, Map<String, Double>> perQuery() {
        Map<String, Map<String, Double>> perQuery = new LinkedHashMap<>();
        int question = 0;
        for (String id : rankings.keySet()) {
            Map<String, Double> ofOne = new LinkedHashMap<>();
            for (int metric = 0; metric < values.length; metric++) {
                ofOne.put(setup.metrics().get(metric).name(), values[metric][question]);
            }
            perQuery.put(id, Collections.unmodifiableMap(ofOne));
            question++;
        }
        return Collections.unmodifiableMap(perQuery);
    }

    Map<String, TieEffect> ties() {
        Map<String, TieEffect> ties = new LinkedHashMap<>();
        List<RankedGrades> worst = arranged(false);
        List<RankedGrades> best = arranged(true);
        for (Metric metric : setup.metrics()) {
            double[] low = values(metric, worst);
            double[] high = values(metric, best);
            int open = 0;
            for (int i = 0; i < low.length; i++) {
                open += low[i] < high[i] ? 1 : 0;
            }
            ties.put(
                    metric.name(),
                    new TieEffect(new TieEffect.Values(
                            open,
                            Arrays.stream(low).average().orElse(0),
                            Arrays.stream(high).average().orElse(0))));
        }
        return Collections.unmodifiableMap(ties);
    }

    private List<RankedGrades> arranged(boolean best) {
        List<RankedGrades> arranged = new ArrayList<>();
        for (Ranking ranking : rankings.values()) {
            arranged.add(ranking.hasTies() ? ranking.arranged(best) : ranking.grades());
        }
        return arranged;
    }

    Map<String, Double> judged() {
        TreeSet<Integer> cutoffs = new TreeSet<>();
        setup.metrics().stream().filter(Metric::hasCutoff).forEach(metric -> cutoffs.add(metric.cutoff()));
        if (cutoffs.isEmpty()) {
            cutoffs.add(USUAL_CUTOFF);
        }
        Map<String, Double> judged = new LinkedHashMap<>();
        for (int cutoff : cutoffs) {
            judged.put(
                    Metric.judged(cutoff).name(),
                    rankings.values().stream()
                            .mapToDouble(ranking -> ranking.grades().judged(cutoff))
                            .average()
                            .orElse(0));
        }
        return Collections.unmodifiableMap(judged);
    }
}
