package io.github.rerank4j.spark.command;

import io.github.rerank4j.spark.RerankSummary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the command says when a job is done; a script can read it. */
final class SummaryLines {

    private SummaryLines() {}

    static List<String> of(RerankSummary summary, String output) {
        String kinds = summary.failuresByKind().entrySet().stream()
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return List.of(
                "pairs: " + summary.pairs() + " asked, " + summary.scored() + " scored, " + summary.failed() + " failed"
                        + (kinds.isEmpty() ? "" : " (" + kinds + ")"),
                "requests: " + summary.requests(),
                "tokens: " + summary.tokens(),
                String.format(Locale.ROOT, "pairs per second: %.1f", summary.pairsPerSecond()),
                "output: " + output);
    }
}
