package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.WorstLoss;
import io.github.rerank4j.internal.evaluation.page.Charts;
import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.internal.evaluation.page.Page;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each model changed, question by question. */
final class ChangesPart {

    private static final int LONGEST_TEXT = 400;

    private final EvaluationReport report;
    private final boolean texts;
    private final String metric;

    ChangesPart(EvaluationReport report, boolean texts) {
        this.report = report;
        this.texts = texts;
        this.metric = report.metrics().get(0);
    }

    void addTo(Page page) {
        ModelReport baseline = report.model(report.baseline());
        List<ModelReport> others =
                report.models().stream().filter(model -> model != baseline).toList();
        if (others.isEmpty() || report.queries() == 0) {
            return;
        }
        page.heading("What each model changes");
        for (ModelReport model : others) {
            slopes(page, baseline, model);
            model.worstLosses().forEach(loss -> loss(page, loss));
        }
    }

    private void slopes(Page page, ModelReport baseline, ModelReport model) {
        List<Double> was = new ArrayList<>();
        List<Double> is = new ArrayList<>();
        int better = 0;
        int worse = 0;
        for (Map.Entry<String, Map<String, Double>> question : model.perQuery().entrySet()) {
            double after = question.getValue().getOrDefault(metric, 0.0);
            double before = baseline.perQuery()
                    .getOrDefault(question.getKey(), Map.of())
                    .getOrDefault(metric, 0.0);
            was.add(before);
            is.add(after);
            better += after > before ? 1 : 0;
            worse += after < before ? 1 : 0;
        }
        String words = Figures.count(better, "question") + " ranked better, " + worse + " worse, "
                + (was.size() - better - worse) + " the same.";
        page.subheading(model.name())
                .picture(
                        Charts.slopes(
                                metric + " of each question, " + baseline.name() + " and " + model.name() + ": "
                                        + words,
                                baseline.name(),
                                model.name(),
                                numbers(was),
                                numbers(is)),
                        metric + " of each question: " + words);
    }

    private static double[] numbers(List<Double> numbers) {
        return numbers.stream().mapToDouble(number -> number).toArray();
    }

    private void loss(Page page, WorstLoss loss) {
        List<String> names =
                new ArrayList<>(List.of("question " + loss.question().id()));
        List<String> shown = new ArrayList<>(List.of(texts ? cut(loss.question().text()) : ""));
        loss.relevantCandidate().ifPresent(right -> {
            names.add("the relevant document, rank " + Notes.rank(loss.baselineRank()) + " before, "
                    + Notes.rank(loss.modelRank()) + " now");
            shown.add(text(right));
        });
        loss.topCandidate()
                .filter(first -> loss.relevantCandidate().filter(first::equals).isEmpty())
                .ifPresent(first -> {
                    names.add("ranked first instead");
                    shown.add(text(first));
                });
        page.quotation(
                "Worse: " + metric + " " + Figures.metric(loss.baselineValue()) + " → "
                        + Figures.metric(loss.modelValue())
                        + (loss.topCandidate().isEmpty() ? " (failed)" : ""),
                names,
                shown);
    }

    private String text(Candidate candidate) {
        return texts ? candidate.id() + ": " + cut(candidate.text()) : candidate.id();
    }

    private static String cut(String text) {
        return OneLine.cut(OneLine.of(text), LONGEST_TEXT);
    }
}
