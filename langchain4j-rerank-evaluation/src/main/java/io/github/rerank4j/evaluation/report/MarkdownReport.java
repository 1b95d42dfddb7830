package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Latency;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.evaluation.WorstLoss;
import io.github.rerank4j.internal.evaluation.page.Escapes;
import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A report as Markdown, for pull requests and terminals. */
final class MarkdownReport {

    private static final int LONGEST_TEXT = 200;
    private static final int SHOWN_FAILURES = 20;
    private static final String UNKNOWN = "–";

    private final EvaluationReport report;
    private final boolean texts;
    private final StringBuilder page = new StringBuilder();

    MarkdownReport(EvaluationReport report, boolean texts) {
        this.report = report;
        this.texts = texts;
    }

    @Override
    public String toString() {
        page.setLength(0);
        page.append("# ").append(Escapes.markdown(HtmlReport.TITLE)).append("\n\n");
        paragraph(Escapes.markdown(report.verdict()));
        quality();
        cost();
        comparisons();
        thresholds();
        losses();
        failures();
        notes();
        return page.toString();
    }

    private void paragraph(String words) {
        page.append(words).append("\n\n");
    }

    private void heading(String words) {
        page.append("## ").append(words).append("\n\n");
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void head(List<String> cells) {
        row(cells);
        row(cells.stream().map(cell -> "---").toList());
    }

    private static String name(String words) {
        return Escapes.markdown(words);
    }

    private void quality() {
        heading("Quality");
        List<String> head = new ArrayList<>(List.of("model"));
        head.addAll(report.metrics());
        head.add("failed");
        head(head);
        for (ModelReport model : report.models()) {
            List<String> cells = new ArrayList<>(List.of(name(model.name())));
            report.metrics().forEach(metric -> cells.add(Notes.value(model.metric(metric))));
            cells.add(String.valueOf(model.failedQueries().size()));
            row(cells);
        }
        List<String> ceiling = new ArrayList<>(List.of("*ceiling*"));
        report.metrics().forEach(metric -> ceiling.add(Figures.metric(report.ceiling(metric))));
        ceiling.add("");
        row(ceiling);
        page.append('\n');
    }

    private void cost() {
        heading("Cost");
        head(List.of("model", "requests", "tokens", "per 1,000 questions", "p50", "p95"));
        for (ModelReport model : report.models()) {
            row(List.of(
                    name(model.name()),
                    count(model.requests()),
                    count(model.tokens()),
                    price(model.pricePerThousandQueries()),
                    model.latency().map(Latency::p50).map(Figures::millis).orElse(UNKNOWN),
                    model.latency().map(Latency::p95).map(Figures::millis).orElse(UNKNOWN)));
        }
        page.append('\n');
    }

    private static String count(OptionalLong count) {
        return count.isPresent() ? Figures.count(count.getAsLong()) : UNKNOWN;
    }

    private static String price(OptionalDouble price) {
        return price.isPresent() ? Figures.plain(price.getAsDouble()) : UNKNOWN;
    }

    private void comparisons() {
        heading("Differences");
        head(List.of("metric", "from", "to", "difference", "95 % interval", "p (Holm)", "questions needed"));
        for (Comparison comparison : report.comparisons()) {
            row(List.of(
                    comparison.metric(),
                    name(comparison.a()),
                    name(comparison.b()),
                    Figures.signed(comparison.difference()) + (comparison.isSignificant() ? " \\*" : ""),
                    Figures.signed(comparison.low()) + " to " + Figures.signed(comparison.high()),
                    Figures.p(comparison.adjustedPValue()),
                    ReportTables.needed(comparison)));
        }
        page.append('\n');
        paragraph("\\* significant at 5 %.");
    }

    private void thresholds() {
        if (report.thresholds().isEmpty()) {
            return;
        }
        heading("Thresholds");
        for (Threshold threshold : report.thresholds()) {
            page.append("- ")
                    .append(name(threshold.target() + ": "))
                    .append(' ')
                    .append(Escapes.markdown(threshold.sentence()))
                    .append('\n');
        }
        page.append('\n');
    }

    private void losses() {
        boolean any =
                report.models().stream().anyMatch(model -> !model.worstLosses().isEmpty());
        if (!any) {
            return;
        }
        heading("Where ranking got worse");
        for (ModelReport model : report.models()) {
            for (WorstLoss loss : model.worstLosses()) {
                page.append("- ").append(loss(model, loss)).append('\n');
            }
        }
        page.append('\n');
    }

    private String loss(ModelReport model, WorstLoss loss) {
        return "**" + name(model.name()) + "** on "
                + (texts
                        ? "“" + text(loss.question().text()) + "”"
                        : Escapes.markdown(loss.question().id())) + ": "
                + report.metrics().get(0) + " "
                + Figures.metric(loss.baselineValue()) + " → " + Figures.metric(loss.modelValue())
                + loss.relevantCandidate()
                        .map(right -> "; relevant: " + shown(right) + ", rank " + Notes.rank(loss.baselineRank())
                                + " → " + Notes.rank(loss.modelRank()))
                        .orElse("")
                + loss.topCandidate().map(first -> "; first: " + shown(first)).orElse("; failed");
    }

    private String shown(Candidate candidate) {
        return Escapes.markdown(candidate.id()) + (texts ? " “" + text(candidate.text()) + "”" : "");
    }

    private static String text(String words) {
        return Escapes.markdown(OneLine.cut(OneLine.of(words), LONGEST_TEXT));
    }

    private void failures() {
        if (!report.hasFailures()) {
            return;
        }
        heading("Failed questions");
        head(List.of("model", "question", "error"));
        ReportTables.failures(report, SHOWN_FAILURES)
                .forEach(cells -> row(cells.stream().map(MarkdownReport::name).toList()));
        page.append('\n');
    }

    private void notes() {
        heading("How it was measured");
        Notes.of(report)
                .forEach(
                        note -> page.append("- ").append(Escapes.markdown(note)).append('\n'));
    }
}
