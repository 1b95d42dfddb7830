package io.github.rerank4j.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What an evaluation found about one model. Immutable. */
public final class ModelReport {

    record Values(
            String name,
            Map<String, MetricValue> metrics,
            Map<String, TieEffect> ties,
            Map<String, Double> judged,
            Map<String, Map<String, Double>> perQuery,
            Cost cost,
            List<FailedQuery> failedQueries,
            Extras extras) {}

    record Cost(
            @Nullable Long requests,
            @Nullable Long asked,
            @Nullable Long tokens,
            @Nullable Double pricePerThousandQueries,
            @Nullable Latency latency) {}

    /** What a report that was read from a file does not have. */
    record Extras(
            @Nullable CalibrationReport calibration,
            @Nullable TrecRun run,
            List<WorstLoss> worstLosses) {}

    private final Values values;

    ModelReport(Values values) {
        this.values = values;
    }

    /** Its name; {@code retrieval} for the candidates in their own order. */
    public String name() {
        return values.name();
    }

    /** Means and their intervals by the names of metrics, in the order in which they were asked for. */
    public Map<String, MetricValue> metrics() {
        return values.metrics();
    }

    /**
     * The mean of a metric and its interval.
     *
     * @throws IllegalArgumentException if it was not computed; says which were
     */
    public MetricValue metric(String name) {
        MetricValue value = metrics().get(name);
        if (value == null) {
            throw Ids.unknownMetric(name, metrics().keySet());
        }
        return value;
    }

    /** What equal scores leave open, by the names of metrics. */
    public Map<String, TieEffect> ties() {
        return values.ties();
    }

    /** The share of judged documents among the first ones, by {@code judged@K} for each cut-off of a metric. */
    public Map<String, Double> judged() {
        return values.judged();
    }

    /** The metrics of each question, by its id: all judged ones with a relevant document, 0 where there is no answer. */
    public Map<String, Map<String, Double>> perQuery() {
        return values.perQuery();
    }

    /**
     * The requests that were sent for this report, whichever run sent them: retries, failed calls and unanswerable
     * questions included. Empty where nobody counted: see {@link RerankEvaluation#listener}.
     */
    public OptionalLong requests() {
        return optional(values.cost().requests());
    }

    /** The requests that this run sent. Empty where nobody counted. */
    public OptionalLong asked() {
        return optional(values.cost().asked());
    }

    /** The tokens that were billed for this report; empty where the service does not say. */
    public OptionalLong tokens() {
        return optional(values.cost().tokens());
    }

    /** What a thousand questions cost, of the currency of the price that was stated; empty where none was. */
    public OptionalDouble pricePerThousandQueries() {
        Double price = values.cost().pricePerThousandQueries();
        return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
    }

    /** How long calls took; empty where none was timed. */
    public Optional<Latency> latency() {
        return Optional.ofNullable(values.cost().latency());
    }

    /** The questions it did not answer, and why; those that it was not asked for that reason too. */
    public List<FailedQuery> failedQueries() {
        return values.failedQueries();
    }

    /** Whether it answered some question that counts, which are those of {@link #perQuery}; else its numbers say nothing. */
    public boolean hasAnswered() {
        return failures() < perQuery().size();
    }

    /** How many of the questions that count it failed on; it may have failed on unanswerable ones too. */
    int failures() {
        return (int) failedQueries().stream()
                .filter(failed -> perQuery().containsKey(failed.id()))
                .count();
    }

    /** What its scores say as probabilities. Empty for {@code retrieval}, and where all or none of the candidates are relevant. */
    public Optional<CalibrationReport> calibration() {
        return Optional.ofNullable(values.extras().calibration());
    }

    /** Its scores; empty in a report that was read from a file. */
    public Optional<TrecRun> run() {
        return Optional.ofNullable(values.extras().run());
    }

    /** The questions that lose most against the baseline, worst first; empty in a report that was read from a file. */
    public List<WorstLoss> worstLosses() {
        return values.extras().worstLosses();
    }

    private static OptionalLong optional(@Nullable Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    @Override
    public String toString() {
        return "ModelReport[name=" + name() + ", metrics=" + metrics() + "]";
    }
}
