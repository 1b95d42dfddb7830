package io.github.rerank4j.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an evaluation found. Immutable. */
public final class EvaluationReport {

    /** The name of the candidates' own order, which is always the first model. */
    public static final String RETRIEVAL = "retrieval";

    record Values(
            Setup setup,
            int queries,
            int leftOut,
            Map<String, Double> ceiling,
            List<ModelReport> models,
            List<Comparison> comparisons,
            List<Threshold> thresholds) {}

    /** How it was found. */
    record Setup(List<String> metrics, Gain gain, String baseline, int concurrency, long seed) {}

    private final Values values;

    EvaluationReport(Values values) {
        this.values = values;
    }

    /**
     * The report in a file that {@link #write} has written.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no report, or one of another version; names the file and the place
     */
    public static EvaluationReport read(Path file) throws IOException {
        return ReportReader.read(file);
    }

    /**
     * Writes the report as JSON, in place of what was there.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ReportWriter.write(this, file);
    }

    /** The names of the metrics, in the order in which they were asked for; the first one decides. */
    public List<String> metrics() {
        return values.setup().metrics();
    }

    /** What a document of a grade is worth in nDCG. */
    public Gain gain() {
        return values.setup().gain();
    }

    /** The model that others are compared with. */
    public String baseline() {
        return values.setup().baseline();
    }

    /** How many questions a model had at a time at most. */
    public int concurrency() {
        return values.setup().concurrency();
    }

    /** What all that is drawn by chance begins with. */
    public long seed() {
        return values.setup().seed();
    }

    /** How many questions the means are taken over: judged, and with a relevant document. */
    public int queries() {
        return values.queries();
    }

    /** How many judged questions no document is relevant to, so that no metric says anything. */
    public int leftOut() {
        return values.leftOut();
    }

    /** The means that no reranker can exceed with these candidates, by the names of metrics. */
    public Map<String, Double> ceiling() {
        return values.ceiling();
    }

    /** The models, {@code retrieval} first, then in the order in which they were given. */
    public List<ModelReport> models() {
        return values.models();
    }

    /**
     * The model of a name.
     *
     * @throws IllegalArgumentException if there is none; says which there are
     */
    public ModelReport model(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no model " + Ids.shown(name)
                        + " in the report; there are "
                        + String.join(
                                ", ", models().stream().map(ModelReport::name).toList())));
    }

    /** The model of a name, if there is one. */
    public Optional<ModelReport> find(String name) {
        return models().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** Each two models by each metric: the first before the second in the order of {@link #models}. */
    public List<Comparison> comparisons() {
        return values.comparisons();
    }

    /**
     * Two models by one metric, the difference being the second minus the first, whichever comes first in the report.
     *
     * @throws IllegalArgumentException if one of the names is unknown, or both are the same
     */
    public Comparison comparison(String a, String b, String metric) {
        model(a).metric(metric);
        model(b);
        return comparisons().stream()
                .filter(comparison -> comparison.metric().equals(metric))
                .map(comparison -> comparison.a().equals(b) ? comparison.reversed() : comparison)
                .filter(comparison -> comparison.a().equals(a) && comparison.b().equals(b))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a model is not compared with itself, and both are " + Ids.shown(a)));
    }

    /**
     * The models of an earlier report compared with those of this one that have their names, question by question, where
     * both reports have the question.
     *
     * @throws IllegalArgumentException if there is nothing that both have
     */
    public List<Comparison> comparedWith(EvaluationReport earlier) {
        return ReportComparison.of(earlier, this);
    }

    /** The thresholds, one for each model but {@code retrieval}. */
    public List<Threshold> thresholds() {
        return values.thresholds();
    }

    /** Whether a model did not answer a question. */
    public boolean hasFailures() {
        return models().stream().anyMatch(model -> !model.failedQueries().isEmpty());
    }

    @Override
    public String toString() {
        return "EvaluationReport[queries=" + queries() + ", leftOut=" + leftOut() + ", models=" + models() + "]";
    }
}
