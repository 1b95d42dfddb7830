package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.cli.terminal.Table;
import io.github.rerank4j.evaluation.Comparison;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.FailedQuery;
import io.github.rerank4j.evaluation.Latency;
import io.github.rerank4j.evaluation.MetricValue;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.evaluation.Threshold;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in the lines of a terminal: what there is to know at once. */
final class Summary {

    private static final String UNKNOWN = "-";
    private static final int FEW = 5;
    /** Below it a p value would be shown as 0, which none is. */
    private static final double SMALLEST = 0.00005;

    private Summary() {}

    static void print(EvaluationReport report, Consumer<String> line) {
        line.accept(questions(report.queries())
                + (report.leftOut() == 0 ? "" : ", " + report.leftOut() + " more to which nothing is relevant"));
        table(report).lines().forEach(line);
        missed(report, line);
        report.comparisons().stream()
                .filter(each -> each.metric().equals(report.metrics().get(0)))
                .filter(each -> each.a().equals(report.baseline()) || each.b().equals(report.baseline()))
                .map(each -> report.comparison(
                        report.baseline(), each.a().equals(report.baseline()) ? each.b() : each.a(), each.metric()))
                .forEach(each -> line.accept(compared(report, each)));
        report.thresholds().forEach(each -> line.accept(threshold(each)));
        report.models().forEach(each -> failures(each, line));
    }

    private static void missed(EvaluationReport report, Consumer<String> line) {
        List<String> missed = report.missedQueries();
        if (!missed.isEmpty()) {
            line.accept("For " + missed.size() + " of " + questions(report.queries())
                    + " the search has found no relevant document, so that no reranker can help: "
                    + missed.stream().limit(FEW).map(OneLine::word).collect(Collectors.joining(", "))
                    + (missed.size() > FEW ? " and " + (missed.size() - FEW) + " more, which the report lists" : ""));
        }
    }

    private static String compared(EvaluationReport report, Comparison each) {
        return Stream.of(each.a(), each.b())
                .filter(name -> !report.model(name).hasAnswered())
                .findFirst()
                .map(name -> name + " answered no question, so it is not compared")
                .orElseGet(() -> comparison(each));
    }

    static String comparison(Comparison each) {
        return each.metric() + ": " + each.b() + " against " + each.a() + ": " + numbers(each);
    }

    /** How a model of one name has changed between two evaluations. */
    static String change(Comparison each) {
        return each.metric() + ": " + each.b() + " " + numbers(each);
    }

    private static String numbers(Comparison each) {
        return String.format(
                Locale.ROOT,
                "%+.4f [%+.4f, %+.4f], p %s (%s)",
                each.difference(),
                each.low(),
                each.high(),
                each.adjustedPValue() < SMALLEST
                        ? "< 0.0001"
                        : String.format(Locale.ROOT, "%.4f", each.adjustedPValue()),
                each.isSignificant() ? "significant" : "not significant");
    }

    static String threshold(Threshold each) {
        return each.sentence();
    }

    private static String metric(double mean) {
        return String.format(Locale.ROOT, "%.4f", mean);
    }

    private static Table table(EvaluationReport report) {
        List<String> header = new ArrayList<>(List.of("model"));
        header.addAll(report.metrics());
        header.addAll(List.of("requests", "tokens", "p50 ms", "p95 ms", "price/1000"));
        Table table = new Table(header.toArray(String[]::new));
        for (ModelReport model : report.models()) {
            List<String> row = new ArrayList<>(List.of(model.name()));
            for (String metric : report.metrics()) {
                MetricValue value = model.metric(metric);
                row.add(metric(value.mean()));
            }
            row.add(
                    model.requests().isPresent()
                            ? String.valueOf(model.requests().getAsLong())
                            : UNKNOWN);
            row.add(model.tokens().isPresent() ? String.valueOf(model.tokens().getAsLong()) : UNKNOWN);
            row.add(model.latency().map(Latency::p50).map(Summary::millis).orElse(UNKNOWN));
            row.add(model.latency().map(Latency::p95).map(Summary::millis).orElse(UNKNOWN));
            row.add(
                    model.pricePerThousandQueries().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "%.4f",
                                    model.pricePerThousandQueries().getAsDouble())
                            : UNKNOWN);
            table.row(row);
        }
        List<String> ceiling = new ArrayList<>(List.of("ceiling"));
        report.metrics().forEach(metric -> ceiling.add(metric(report.ceiling(metric))));
        ceiling.addAll(Collections.nCopies(header.size() - ceiling.size(), ""));
        table.row(ceiling);
        return table;
    }

    private static String questions(int count) {
        return count + (count == 1 ? " question" : " questions");
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }

    private static void failures(ModelReport model, Consumer<String> line) {
        List<FailedQuery> failed = model.failedQueries();
        List<FailedQuery> asked = failed.stream().filter(FailedQuery::isAsked).toList();
        if (!failed.isEmpty()) {
            line.accept(model.name() + " failed on " + questions(asked.size()) + notAsked(failed.size() - asked.size())
                    + ", which count 0:");
            asked.stream()
                    .limit(FEW)
                    .forEach(each -> line.accept("  " + OneLine.word(each.id()) + ": " + each.error()));
            if (asked.size() > FEW) {
                line.accept("  and " + (asked.size() - FEW) + " more, which the report lists");
            }
        }
    }

    private static String notAsked(int number) {
        return number == 0 ? "" : " and was not asked " + number + " more, because each would fail in the same way";
    }
}
