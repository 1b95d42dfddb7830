package io.github.rerank4j.examples.rag;

import io.github.rerank4j.evaluation.Latency;
import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.examples.rag.Outcome.Failed;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Table.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What reranking took: requests, tokens and time. */
final class CostReport {

    private final int questions;

    CostReport(int questions) {
        this.questions = questions;
    }

    List<String> render(List<Outcome> outcomes) {
        String all = "all " + questions + " questions";
        Table table = new Table(
                Column.text(""),
                Column.number("", "requests"),
                Column.number("", "tokens"),
                Column.number("a call, one by one", "median"),
                Column.number("a call, one by one", "95 %"),
                Column.number(all, "one by one"),
                Column.number(all, "in a chain"));
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Measured measured) {
                table.row(row(measured));
            } else if (outcome instanceof Failed) {
                table.row(outcome.provider().name(), "FAILED");
            }
        }
        List<String> lines = new ArrayList<>(table.render());
        lines.add("");
        outcomes.forEach(outcome -> lines.addAll(repeated(outcome)));
        Layout.wrap(
                        "In the chain, which the last column alone has, the same candidates are reranked again, "
                                + Evaluation.AT_A_TIME + " questions at a time, asynchronously. A call's time includes"
                                + " waiting for its turn: Tencent admits 20 requests a second, and its model keeps to"
                                + " that.",
                        Layout.LINE - 2)
                .forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static List<String> repeated(Outcome outcome) {
        int repeated = outcome instanceof Measured measured ? measured.repeated() : 0;
        return repeated == 0
                ? List.of()
                : List.of("  " + outcome.provider().name() + ": " + repeated
                        + " of the requests had been turned down or had failed before, and were sent again.");
    }

    private static List<String> row(Measured measured) {
        ModelReport model = measured.model();
        return List.of(
                measured.provider().name(),
                number(model.requests(), "unknown"),
                number(model.tokens(), "not reported"),
                model.latency().map(Latency::p50).map(CostReport::milliseconds).orElse("unknown"),
                model.latency().map(Latency::p95).map(CostReport::milliseconds).orElse("unknown"),
                seconds(measured.evaluated().total()),
                seconds(measured.chained().total()));
    }

    private static String number(OptionalLong number, String otherwise) {
        return number.isPresent() ? String.format(Locale.ROOT, "%,d", number.getAsLong()) : otherwise;
    }

    private static String milliseconds(double milliseconds) {
        return String.format(Locale.ROOT, "%.1f ms", milliseconds);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
