package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.report.ReportTables.ReportTable;
import io.github.rerank4j.internal.evaluation.page.Charts;
import io.github.rerank4j.internal.evaluation.page.Page;
import java.util.ArrayList;
import java.util.List;

/** A report as a page: what to take first, then why. */
final class HtmlReport {

    private static final int SHOWN_FAILURES = 50;
    static final String TITLE = "Which reranker?";

    private final EvaluationReport report;
    private final ReportTables tables;
    private final boolean texts;
    private final String metric;

    HtmlReport(EvaluationReport report, boolean texts) {
        this.report = report;
        this.tables = new ReportTables(report);
        this.texts = texts;
        this.metric = report.metrics().get(0);
    }

    @Override
    public String toString() {
        Page page = new Page(TITLE).verdict(report.verdict());
        table(page, tables.summary());
        quality(page);
        new ChangesPart(report, texts).addTo(page);
        new ScoresPart(report).addTo(page);
        cost(page);
        comparisons(page);
        failures(page);
        page.heading("How it was measured").list(Notes.of(report));
        return page.toString();
    }

    private void quality(Page page) {
        page.heading("Quality");
        List<Charts.Whisker> intervals = report.models().stream()
                .map(model -> new Charts.Whisker(
                        model.name(),
                        model.metric(metric).mean(),
                        model.metric(metric).low(),
                        model.metric(metric).high()))
                .toList();
        page.picture(
                Charts.intervals(metric + " of each model with its 95 % interval", intervals, report.ceiling(metric)),
                metric
                        + ": the mean over all questions, and where it lies with 95 % for questions like these. No reranker"
                        + " can exceed the ceiling with these candidates.");
        table(page, tables.quality());
    }

    private void cost(Page page) {
        page.heading("Cost");
        boolean priced = report.models().stream()
                .anyMatch(model -> model.pricePerThousandQueries().isPresent());
        List<Charts.Point> points = new ArrayList<>();
        for (ModelReport model : report.models()) {
            double free = model.name().equals(EvaluationReport.RETRIEVAL) ? 0 : Double.NaN;
            double x = priced
                    ? model.pricePerThousandQueries().orElse(free)
                    : model.latency().map(latency -> latency.p50()).orElse(free);
            if (Double.isFinite(x)) {
                points.add(
                        new Charts.Point(model.name(), x, model.metric(metric).mean()));
            }
        }
        if (points.size() > 1) {
            String below = priced ? "price of 1,000 questions" : "milliseconds of a call, the median";
            page.picture(
                    Charts.points(metric + " against " + below, below, points),
                    metric + " against " + below + ": above and to the left is better.");
        }
        table(page, tables.cost());
    }

    private void comparisons(Page page) {
        if (report.comparisons().isEmpty()) {
            return;
        }
        page.heading("Differences");
        table(page, tables.comparisons());
    }

    private void failures(Page page) {
        if (!report.hasFailures()) {
            return;
        }
        page.heading("Failed questions");
        page.paragraph("They count 0.");
        table(page, tables.failures(SHOWN_FAILURES));
    }

    private static void table(Page page, ReportTable table) {
        page.table(table.caption(), table.head(), table.rows());
    }
}
