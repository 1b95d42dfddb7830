package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Gain;
import io.github.rerank4j.evaluation.MetricValue;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.TieEffect;
import io.github.rerank4j.internal.evaluation.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What numbers mean and how they came about, as plain sentences. */
final class Notes {

    private Notes() {}

    static String value(MetricValue value) {
        return Figures.metric(value.mean()) + " (" + Figures.metric(value.low()) + " to " + Figures.metric(value.high())
                + ")";
    }

    static String rank(int rank) {
        return rank == 0 ? "none" : String.valueOf(rank);
    }

    static List<String> of(EvaluationReport report) {
        List<String> notes = new ArrayList<>();
        notes.add(Figures.count(report.queries()) + " judged questions have a relevant document and count; "
                + Figures.count(report.leftOut()) + " have none and are left out of the means.");
        notes.add("Metrics are those of trec_eval, from 0 to 1; nDCG has "
                + (report.gain() == Gain.LINEAR ? "the grade" : "2 to the power of the grade, minus 1,")
                + " as its gain. What nobody has judged counts as not relevant.");
        notes.add("The ceiling is what the best order of the same candidates reaches; no reranker can exceed it.");
        notes.add(
                "Ranges in parentheses are 95 % intervals over questions like these. A difference is tested by a paired"
                        + " randomisation test with Holm's correction for all pairs of a metric; everything drawn by chance begins"
                        + " with the seed " + report.seed() + ".");
        notes.add("Models were asked side by side, each with at most " + report.concurrency()
                + " questions at a time; times are those of the client, the first call left out.");
        report.models().forEach(model -> judged(model, notes));
        report.models().forEach(model -> ties(model, report.metrics().get(0), notes));
        return notes;
    }

    private static void judged(ModelReport model, List<String> notes) {
        List<String> shares = new ArrayList<>();
        for (Map.Entry<String, Double> judged : model.judged().entrySet()) {
            shares.add(judged.getKey() + " " + Figures.percent(judged.getValue()));
        }
        notes.add(model.name() + ": " + String.join(", ", shares) + ".");
    }

    private static void ties(ModelReport model, String metric, List<String> notes) {
        TieEffect ties = model.ties().get(metric);
        if (ties != null && ties.queries() > 0) {
            notes.add(model.name() + " gives equal scores that decide " + Figures.count(ties.queries())
                    + (ties.queries() == 1 ? " question" : " questions") + "; in another order of these, " + metric
                    + " would lie between " + Figures.metric(ties.low()) + " and " + Figures.metric(ties.high()) + ".");
        }
    }
}
