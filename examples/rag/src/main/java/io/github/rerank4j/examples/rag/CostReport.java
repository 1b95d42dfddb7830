package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.rag.Outcome.Failed;
import io.github.rerank4j.examples.rag.Outcome.Measured;
import io.github.rerank4j.examples.rag.Outcome.Pass;
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
                Column.number("a call (median)", "blocking"),
                Column.number("a call (median)", "async"),
                Column.number(all, "blocking"),
                Column.number(all, "async"));
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
        lines.add("  Asynchronously " + Evaluation.AT_A_TIME + " questions are under way at a time. A call's time"
                + " includes waiting for its turn:");
        lines.add("  Tencent admits 20 requests a second, and its model keeps to that.");
        return lines;
    }

    private static List<String> repeated(Outcome outcome) {
        int repeated = outcome instanceof Measured measured
                ? measured.blocking().reading().repeated()
                        + measured.async().reading().repeated()
                : 0;
        return repeated == 0
                ? List.of()
                : List.of("  " + outcome.provider().name() + ": " + repeated
                        + " of the requests had been turned down or had failed before, and were sent again.");
    }

    private static List<String> row(Measured measured) {
        Pass blocking = measured.blocking();
        Pass async = measured.async();
        return List.of(
                measured.provider().name(),
                number(blocking.reading().requests() + async.reading().requests()),
                tokens(blocking.reading().tokens(), async.reading().tokens()),
                milliseconds(blocking.reading().median()),
                milliseconds(async.reading().median()),
                seconds(blocking.total()),
                seconds(async.total()));
    }

    private static String tokens(OptionalLong some, OptionalLong others) {
        return some.isPresent() && others.isPresent() ? number(some.getAsLong() + others.getAsLong()) : "not told";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
