package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.cli.terminal.Table;
import io.github.rerank4j.evaluation.PlannedCalls;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is going to be asked, and what it will probably cost.
 *
 * @param requests how many requests each model's questions take, by its name
 * @param prices by the names of models
 */
record Plan(List<PlannedCalls> calls, Map<String, Long> requests, Map<String, PriceText> prices) {

    private static final String UNKNOWN = "-";

    /** Whether anybody is asked at all. */
    boolean asksAnybody() {
        return calls.stream().anyMatch(each -> each.queries() > 0);
    }

    List<String> lines() {
        Table table = new Table("model", "questions", "known", "requests", "documents", "tokens (estimated)", "price");
        for (PlannedCalls each : calls) {
            PriceText price = prices.get(each.model());
            table.row(
                    each.model(),
                    String.valueOf(each.queries()),
                    String.valueOf(each.known()),
                    String.valueOf(requests.getOrDefault(each.model(), (long) each.queries())),
                    String.valueOf(each.documents()),
                    String.valueOf(each.estimatedTokens()),
                    cost(price, each.estimatedTokens()));
        }
        return table.lines();
    }

    private static String cost(@Nullable PriceText price, long tokens) {
        return price == null ? UNKNOWN : String.format(Locale.ROOT, "%.4f", price.cost(tokens));
    }
}
