package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.internal.evaluation.statistics.PairedRandomisation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which one? In sentences that say no more than the questions do. */
final class Verdict {

    private final EvaluationReport report;
    private final String metric;

    private Verdict(EvaluationReport report) {
        this.report = report;
        this.metric = report.metrics().get(0);
    }

    /** The answer as plain text. */
    static String of(EvaluationReport report) {
        return new Verdict(report).text();
    }

    private String text() {
        if (report.queries() == 0) {
            return "No question has a relevant document among its judgements, so nothing can be said.";
        }
        ModelReport best = report.models().stream()
                .max(Comparator.comparingDouble(this::mean))
                .orElseThrow();
        ModelReport baseline = report.model(report.baseline());
        if (report.models().size() == 1) {
            return "Retrieval alone reaches " + value(best) + " on " + questions() + "; no reranker was asked.";
        }
        if (!baseline.hasAnswered()) {
            return baseline.name() + " answered none of these questions, so nothing can be compared with it.";
        }
        // retrieval is free: among equals it wins
        return mean(best) <= mean(baseline) ? nothingBetter(baseline) : better(best, baseline) + failures();
    }

    private String nothingBetter(ModelReport baseline) {
        List<String> worse = report.models().stream()
                .filter(model -> model != baseline)
                .filter(ModelReport::hasAnswered)
                .filter(model -> comparison(baseline, model).isSignificant())
                .filter(model -> comparison(baseline, model).difference() < 0)
                .map(ModelReport::name)
                .toList();
        return "Keep " + baseline.name() + ": nothing ranks better than its " + value(baseline) + " on " + questions()
                + "."
                + (worse.isEmpty() ? "" : " Significantly worse: " + String.join(", ", worse) + ".")
                + failures();
    }

    private String better(ModelReport best, ModelReport baseline) {
        Comparison comparison = comparison(baseline, best);
        String numbers = metric + " is " + Figures.metric(mean(best)) + ", that of " + baseline.name() + " "
                + Figures.metric(mean(baseline)) + ", on " + questions();
        if (!comparison.isSignificant()) {
            return "Nothing is certainly better than " + baseline.name() + ": " + best.name() + " ranks best ("
                    + numbers
                    + "), but that may be chance (" + Figures.p(comparison.adjustedPValue()) + "). "
                    + needed(comparison);
        }
        return "Take " + best.name() + ": it ranks better than " + baseline.name() + " (" + numbers
                + "), and the difference is unlikely to be chance (" + Figures.p(comparison.adjustedPValue()) + ")."
                + rivals(best, baseline);
    }

    private String needed(Comparison comparison) {
        long pairs = report.comparisons().stream()
                .filter(each -> each.metric().equals(metric))
                .count();
        int least = PairedRandomisation.fewestQuestions(Comparison.SIGNIFICANT / pairs);
        if (report.queries() < least) {
            return "At least " + least + " questions would be needed to show any difference.";
        }
        int needed = comparison.neededQueries().orElse(0);
        return needed > report.queries()
                ? "About " + Figures.count(needed) + " questions would be needed to show a difference of this size."
                : "Judge more questions to be sure.";
    }

    private String rivals(ModelReport best, ModelReport baseline) {
        List<String> rivals = new ArrayList<>();
        for (ModelReport model : report.models()) {
            boolean other = model != best && model != baseline && !model.name().equals(EvaluationReport.RETRIEVAL);
            if (other && !comparison(best, model).isSignificant()) {
                rivals.add(model.name() + cheaper(model, best));
            }
        }
        return rivals.isEmpty()
                ? ""
                : " These questions do not tell it apart from " + String.join(" and ", rivals) + ".";
    }

    private static String cheaper(ModelReport model, ModelReport best) {
        if (model.pricePerThousandQueries().isEmpty()
                || best.pricePerThousandQueries().isEmpty()) {
            return "";
        }
        double price = model.pricePerThousandQueries().getAsDouble();
        double ofBest = best.pricePerThousandQueries().getAsDouble();
        return price < ofBest
                ? ", which costs " + Figures.plain(price) + " instead of " + Figures.plain(ofBest)
                        + " per 1,000 questions"
                : "";
    }

    private String failures() {
        List<String> failed = report.models().stream()
                .filter(model -> model.failures() > 0)
                .map(model -> model.name() + " " + Figures.count(model.failures()))
                .toList();
        return failed.isEmpty() ? "" : " Failed questions count 0: " + String.join(", ", failed) + ".";
    }

    private Comparison comparison(ModelReport a, ModelReport b) {
        return report.comparison(a.name(), b.name(), metric);
    }

    private double mean(ModelReport model) {
        return model.metric(metric).mean();
    }

    private String value(ModelReport model) {
        return metric + " of " + Figures.metric(mean(model));
    }

    private String questions() {
        return Figures.count(report.queries(), "question");
    }
}
