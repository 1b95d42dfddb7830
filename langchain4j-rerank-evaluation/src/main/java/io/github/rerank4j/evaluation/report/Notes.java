package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Gain;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.internal.evaluation.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What numbers mean and how they came about, as plain sentences. */
final class Notes {

    private Notes() {}

    static String rank(int rank) {
        return rank == 0 ? "none" : String.valueOf(rank);
    }

    static List<String> of(EvaluationReport report) {
        List<String> notes = new ArrayList<>();
        notes.add("Means are taken over " + Figures.count(report.queries(), "judged question")
                + " with a relevant document; left out without one: " + Figures.count(report.leftOut()) + ".");
        notes.add(
                "Metrics are defined as in trec_eval, from 0 to 1; rr also has a cut-off, which trec_eval's does not. nDCG has "
                        + (report.gain() == Gain.LINEAR ? "the grade" : "2 to the power of the grade, minus 1,")
                        + " as its gain. What nobody has judged counts as not relevant.");
        notes.add("The ceiling is what the best order of the same candidates reaches; no reranker can exceed it.");
        if (!report.missedQueries().isEmpty()) {
            notes.add("The search has found no relevant document for "
                    + Figures.count(report.missedQueries().size(), "question") + ", where no reranker can help: "
                    + String.join(", ", report.missedQueries()) + ".");
        }
        notes.add(
                "Ranges in parentheses are 95 % intervals over questions like these. A difference is tested by a paired"
                        + " randomisation test with Holm's correction for all pairs of a metric; everything drawn by chance begins"
                        + " with the seed " + report.seed() + ".");
        notes.add("Models were asked side by side, each with at most " + report.concurrency()
                + " questions at a time; times are those of the client, the first call left out.");
        report.models().forEach(model -> judged(model, notes));
        report.models().stream()
                .filter(model -> !model.name().equals(EvaluationReport.RETRIEVAL))
                .forEach(model -> ties(model, notes));
        return notes;
    }

    private static void judged(ModelReport model, List<String> notes) {
        List<String> shares = new ArrayList<>();
        for (Map.Entry<String, Double> judged : model.judged().entrySet()) {
            shares.add(judged.getKey() + " " + Figures.percent(judged.getValue()));
        }
        notes.add(model.name() + ": " + String.join(", ", shares) + ".");
    }

    private static void ties(ModelReport model, List<String> notes) {
        List<String> decided = new ArrayList<>();
        model.ties().forEach((metric, ties) -> {
            if (ties.queries() > 0) {
                decided.add(metric + " of " + Figures.count(ties.queries(), "question") + " ("
                        + Figures.metric(ties.worst()) + " to " + Figures.metric(ties.best()) + ")");
            }
        });
        notes.add(model.name() + ": equal scores decide "
                + (decided.isEmpty() ? "no metric" : String.join(", ", decided)) + ".");
    }
}
