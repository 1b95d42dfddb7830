package io.github.rerank4j.cli.evaluation;

import io.github.rerank4j.cli.data.DataFiles;
import io.github.rerank4j.cli.model.ModelChoice;
import io.github.rerank4j.evaluation.EvaluationReport;
import io.github.rerank4j.evaluation.Gain;
import io.github.rerank4j.evaluation.Metric;
import io.github.rerank4j.evaluation.ThresholdTarget;
import io.github.rerank4j.text.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the user wants evaluated.
 *
 * @param data where questions, judgements and candidates are
 */
public record EvaluationSettings(DataFiles data, Asked asked, Measured measured, Written written) {

    /**
     * Who is asked, and how much.
     *
     * @param limit how many questions; at least 1
     * @param yes whether nobody is to be asked before something is paid
     */
    public record Asked(List<ModelChoice> models, int limit, int concurrency, List<PriceText> prices, boolean yes) {}

    /**
     * What is computed.
     *
     * @param baseline the name of a model, or {@code retrieval}
     * @param targets empty for the usual one
     */
    public record Measured(
            List<Metric> metrics,
            Gain gain,
            String baseline,
            List<ThresholdTarget> targets,
            List<Gate> gates,
            long seed) {}

    /**
     * What is left behind.
     *
     * @param texts whether the report shows texts
     */
    public record Written(OutFolder out, boolean texts) {}

    /**
     * Returns if everything fits together.
     *
     * @throws IllegalArgumentException that says what does not
     */
    void require() {
        Set<String> names = new HashSet<>();
        for (ModelChoice model : asked.models()) {
            if (!names.add(model.title())) {
                throw new IllegalArgumentException("two models are named " + model.title() + "; rename one");
            }
        }
        if (names.contains(EvaluationReport.RETRIEVAL)) {
            throw new IllegalArgumentException(
                    "a model is named retrieval, which is the name of the candidates' own order; rename it");
        }
        names.add(EvaluationReport.RETRIEVAL);
        requireKnown("--baseline", measured.baseline(), names);
        asked.prices().forEach(price -> requireKnown("--price", price.model(), names));
        measured.gates().forEach(gate -> {
            if (gate.model() != null) {
                requireKnown("--gate", gate.model(), names);
            }
        });
        requireAtLeastOne("--limit", asked.limit());
        requireAtLeastOne("--concurrency", asked.concurrency());
    }

    private void requireKnown(String option, String name, Set<String> names) {
        if (!names.contains(name)) {
            List<String> known = new ArrayList<>(List.of(EvaluationReport.RETRIEVAL));
            asked.models().forEach(model -> known.add(model.title()));
            throw new IllegalArgumentException(option + " names the model \"" + OneLine.word(name)
                    + "\", but there is no such model; there are " + String.join(", ", known));
        }
    }

    private static void requireAtLeastOne(String option, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + " is " + number + ", but must be at least 1");
        }
    }

    /** Those that are wanted, and those that only gates name. */
    List<Metric> allMetrics() {
        List<Metric> all = new ArrayList<>(measured.metrics());
        measured.gates().stream()
                .map(Gate::metric)
                .filter(metric -> !all.contains(metric))
                .forEach(all::add);
        return all;
    }

    Map<String, PriceText> pricesByName() {
        Map<String, PriceText> byName = new LinkedHashMap<>();
        for (PriceText price : asked.prices()) {
            if (byName.put(price.model(), price) != null) {
                throw new IllegalArgumentException("--price gives two prices for " + price.model() + "; remove one");
            }
        }
        return byName;
    }
}
