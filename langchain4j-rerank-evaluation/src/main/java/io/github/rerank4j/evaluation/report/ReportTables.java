package io.github.rerank4j.evaluation.report;

import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.FailedQuery;
import io.github.rerank4j.evaluation.Latency;
import io.github.rerank4j.evaluation.MetricValue;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.internal.evaluation.page.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The tables of a report, whatever prints them. */
final class ReportTables {

    private static final String UNKNOWN = "–";

    private final EvaluationReport report;
    private final String metric;

    ReportTables(EvaluationReport report) {
        this.report = report;
        this.metric = report.metrics().get(0);
    }

    /**
     * A table.
     *
     * @param rows each with as many cells as the head
     */
    record ReportTable(String caption, List<String> head, List<List<String>> rows) {}

    /** What there is to know of each model at once. */
    ReportTable summary() {
        return new ReportTable(
                "The models at a glance",
                List.of(
                        "model",
                        metric,
                        "against " + report.baseline(),
                        "p50 / p95",
                        "per 1,000 questions",
                        "minScore",
                        "failed"),
                report.models().stream().map(this::summary).toList());
    }

    private List<String> summary(ModelReport model) {
        return List.of(
                model.name(),
                value(model.metric(metric)),
                difference(model),
                model.latency()
                        .map(latency -> Figures.millis(latency.p50()) + " / " + Figures.millis(latency.p95()))
                        .orElse(UNKNOWN),
                price(model),
                threshold(model),
                String.valueOf(model.failedQueries().size()));
    }

    private String difference(ModelReport model) {
        if (model.name().equals(report.baseline())) {
            return UNKNOWN;
        }
        Comparison comparison = report.comparison(report.baseline(), model.name(), metric);
        return Figures.signed(comparison.difference()) + ", " + significance(comparison);
    }

    private String threshold(ModelReport model) {
        return report.thresholds().stream()
                .filter(one -> one.model().equals(model.name()))
                .findFirst()
                .map(Threshold::minScore)
                .map(minScore -> minScore.isPresent() ? Figures.threshold(minScore.getAsDouble()) : "none")
                .orElse(UNKNOWN);
    }

    /** All metrics of each model, and what none can exceed. */
    ReportTable quality() {
        List<String> head = new ArrayList<>(List.of("model"));
        head.addAll(report.metrics());
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            List<String> row = new ArrayList<>(List.of(model.name()));
            report.metrics().forEach(name -> row.add(value(model.metric(name))));
            rows.add(row);
        }
        List<String> ceiling = new ArrayList<>(List.of("ceiling"));
        report.metrics().forEach(name -> ceiling.add(Figures.metric(report.ceiling(name))));
        rows.add(ceiling);
        return new ReportTable("All metrics with their 95 % intervals", head, rows);
    }

    /** What was paid and waited for. */
    ReportTable cost() {
        return new ReportTable(
                "What the answers of this report cost",
                List.of("model", "requests", "tokens", "per 1,000 questions", "p50", "p95"),
                report.models().stream()
                        .map(model -> List.of(
                                model.name(),
                                count(model.requests()),
                                count(model.tokens()),
                                price(model),
                                model.latency()
                                        .map(Latency::p50)
                                        .map(Figures::millis)
                                        .orElse(UNKNOWN),
                                model.latency()
                                        .map(Latency::p95)
                                        .map(Figures::millis)
                                        .orElse(UNKNOWN)))
                        .toList());
    }

    /** Every two models by every metric. */
    ReportTable comparisons() {
        return new ReportTable(
                "Every pair of models, for every metric; p after Holm's correction",
                List.of("metric", "from", "to", "difference", "95 % interval", "p", "verdict", "questions needed"),
                report.comparisons().stream()
                        .map(comparison -> List.of(
                                comparison.metric(),
                                comparison.a(),
                                comparison.b(),
                                Figures.signed(comparison.difference()),
                                Figures.signed(comparison.low()) + " to " + Figures.signed(comparison.high()),
                                Figures.p(comparison.adjustedPValue()),
                                significance(comparison),
                                needed(comparison)))
                        .toList());
    }

    private static String significance(Comparison comparison) {
        return comparison.isSignificant() ? "significant" : "not significant";
    }

    /** How many questions a difference would need; where it has not been shown by as many, that it takes more. */
    private static String needed(Comparison comparison) {
        if (comparison.neededQueries().isEmpty()) {
            return UNKNOWN;
        }
        int needed = comparison.neededQueries().getAsInt();
        return comparison.isSignificant() || needed > comparison.queries()
                ? Figures.count(needed)
                : "more than " + Figures.count(comparison.queries());
    }

    /**
     * Which questions failed and why; in place of many questions how many there are.
     *
     * @param most how many questions of each model
     */
    ReportTable failures(int most) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelReport model : report.models()) {
            List<FailedQuery> asked =
                    model.failedQueries().stream().filter(FailedQuery::isAsked).toList();
            asked.stream().limit(most).forEach(failed -> rows.add(List.of(model.name(), failed.id(), failed.error())));
            if (asked.size() > most) {
                rows.add(List.of(model.name(), more(asked.size() - most), "listed in report.json"));
            }
            int notAsked = model.failedQueries().size() - asked.size();
            if (notAsked > 0) {
                rows.add(List.of(model.name(), more(notAsked), "not asked, because each would fail in the same way"));
            }
        }
        return new ReportTable("What went wrong", List.of("model", "question", "error"), rows);
    }

    private static String more(int questions) {
        return Figures.count(questions) + " more";
    }

    private static String value(MetricValue value) {
        return Figures.metric(value.mean()) + " (" + Figures.metric(value.low()) + " to " + Figures.metric(value.high())
                + ")";
    }

    private static String count(OptionalLong count) {
        return count.isPresent() ? Figures.count(count.getAsLong()) : UNKNOWN;
    }

    private static String price(ModelReport model) {
        OptionalDouble price = model.pricePerThousandQueries();
        return price.isPresent() ? Figures.plain(price.getAsDouble()) : UNKNOWN;
    }
}
