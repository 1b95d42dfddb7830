package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.evaluation.WorstLoss;
import io.github.rerank4j.evaluation.report.ReportTables.ReportTable;
import io.github.rerank4j.internal.evaluation.page.Escapes;
import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.text.OneLine;
import java.util.List;
import java.util.regex.Pattern;

/** A report as Markdown, for pull requests and terminals. */
final class MarkdownReport {

    private static final int LONGEST_TEXT = 200;
    private static final int SHOWN_FAILURES = 20;
    private static final Pattern NUMBERS = Pattern.compile("(?!.*www)[-+0-9][-+0-9.,% /a-z()]*");

    private final EvaluationReport report;
    private final ReportTables tables;
    private final boolean texts;
    private final StringBuilder page = new StringBuilder();

    MarkdownReport(EvaluationReport report, boolean texts) {
        this.report = report;
        this.tables = new ReportTables(report);
        this.texts = texts;
    }

    @Override
    public String toString() {
        page.setLength(0);
        page.append("# ").append(Escapes.markdown(HtmlReport.TITLE)).append("\n\n");
        paragraph(Escapes.markdown(report.verdict()));
        table(tables.summary());
        heading("Quality");
        table(tables.quality());
        heading("Cost");
        table(tables.cost());
        if (!report.comparisons().isEmpty()) {
            heading("Differences");
            table(tables.comparisons());
        }
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

    private void table(ReportTable table) {
        row(table.head());
        row(table.head().stream().map(cell -> "---").toList());
        table.rows()
                .forEach(cells -> row(cells.stream().map(MarkdownReport::cell).toList()));
        page.append('\n');
    }

    private void row(List<String> cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Numbers can be nothing else, and stay readable where nobody renders them. */
    private static String cell(String words) {
        return NUMBERS.matcher(words).matches() ? words : Escapes.markdown(words);
    }

    private static String name(String words) {
        return Escapes.markdown(words);
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
        table(tables.failures(SHOWN_FAILURES));
    }

    private void notes() {
        heading("How it was measured");
        Notes.of(report)
                .forEach(
                        note -> page.append("- ").append(Escapes.markdown(note)).append('\n'));
    }
}
