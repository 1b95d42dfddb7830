package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.internal.evaluation.page.Charts;
import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.internal.evaluation.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A report as a page: what to take first, then why. */
final class HtmlReport {

    private static final int SHOWN_FAILURES = 50;
    static final String TITLE = "Which reranker?";

    private static final String UNKNOWN = "–";

    private final EvaluationReport report;
    private final boolean texts;
    private final String metric;

    HtmlReport(EvaluationReport report, boolean texts) {
        this.report = report;
        this.texts = texts;
        this.metric = report.metrics().get(0);
    }

    @Override
    public String toString() {
        Page page = new Page(TITLE).verdict(report.verdict());
        summary(page);
        quality(page);
        new ChangesPart(report, texts).addTo(page);
        new ScoresPart(report).addTo(page);
        cost(page);
        comparisons(page);
        failures(page);
        page.heading("How it was measured").list(Notes.of(report));
        return page.toString();
    }

    private void summary(Page page) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            rows.add(List.of(
                    model.name(),
                    Notes.value(model.metric(metric)),
                    difference(model),
                    latency(model),
                    price(model),
                    threshold(model),
                    String.valueOf(model.failedQueries().size())));
        }
        page.table(
                "The models at a glance",
                List.of(
                        "model",
                        metric,
                        "against " + report.baseline(),
                        "p50 / p95",
                        "per 1,000 questions",
                        "minScore",
                        "failed"),
                rows);
    }

    private String difference(ModelReport model) {
        if (model.name().equals(report.baseline())) {
            return UNKNOWN;
        }
        Comparison comparison = report.comparison(report.baseline(), model.name(), metric);
        return Figures.signed(comparison.difference())
                + (comparison.isSignificant() ? ", significant" : ", not significant");
    }

    private static String latency(ModelReport model) {
        return model.latency()
                .map(latency -> Figures.millis(latency.p50()) + " / " + Figures.millis(latency.p95()))
                .orElse(UNKNOWN);
    }

    private static String price(ModelReport model) {
        OptionalDouble price = model.pricePerThousandQueries();
        return price.isPresent() ? Figures.plain(price.getAsDouble()) : UNKNOWN;
    }

    private String threshold(ModelReport model) {
        Optional<Threshold> threshold = report.thresholds().stream()
                .filter(one -> one.model().equals(model.name()))
                .findFirst();
        if (threshold.isEmpty()) {
            return UNKNOWN;
        }
        OptionalDouble minScore = threshold.get().minScore();
        return minScore.isPresent() ? Figures.threshold(minScore.getAsDouble()) : "none";
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
        List<String> head = new ArrayList<>(List.of("model"));
        head.addAll(report.metrics());
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            List<String> row = new ArrayList<>(List.of(model.name()));
            report.metrics().forEach(name -> row.add(Notes.value(model.metric(name))));
            rows.add(row);
        }
        List<String> ceiling = new ArrayList<>(List.of("ceiling"));
        report.metrics().forEach(name -> ceiling.add(Figures.metric(report.ceiling(name))));
        rows.add(ceiling);
        page.table("All metrics with their 95 % intervals", head, rows);
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
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            rows.add(List.of(
                    model.name(),
                    model.requests().isPresent()
                            ? Figures.count(model.requests().getAsLong())
                            : UNKNOWN,
                    model.tokens().isPresent() ? Figures.count(model.tokens().getAsLong()) : UNKNOWN,
                    price(model),
                    latency(model)));
        }
        page.table(
                "What the answers of this report cost",
                List.of("model", "requests", "tokens", "per 1,000 questions", "p50 / p95"),
                rows);
    }

    private void comparisons(Page page) {
        if (report.comparisons().isEmpty()) {
            return;
        }
        page.heading("Differences");
        List<List<String>> rows = new ArrayList<>();
        for (Comparison comparison : report.comparisons()) {
            rows.add(List.of(
                    comparison.metric(),
                    comparison.a(),
                    comparison.b(),
                    Figures.signed(comparison.difference()),
                    Figures.signed(comparison.low()) + " to " + Figures.signed(comparison.high()),
                    Figures.p(comparison.adjustedPValue()),
                    comparison.isSignificant() ? "significant" : "not significant",
                    ReportTables.needed(comparison)));
        }
        page.table(
                "Every pair of models, for every metric; p after Holm's correction",
                List.of("metric", "from", "to", "difference", "95 % interval", "p", "verdict", "questions needed"),
                rows);
    }

    private void failures(Page page) {
        if (!report.hasFailures()) {
            return;
        }
        page.heading("Failed questions");
        page.paragraph("They count 0.");
        page.table(
                "What went wrong",
                List.of("model", "question", "error"),
                ReportTables.failures(report, SHOWN_FAILURES));
    }
}
