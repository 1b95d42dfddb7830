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
            List<String> missedQueries,
            List<ModelReport> models,
            List<Comparison> comparisons,
            List<Threshold> thresholds) {}

    /** How it was found. */
    record Setup(List<Metric> metrics, Gain gain, String baseline, int concurrency, long seed) {}

    private final Values values;

    EvaluationReport(Values values) {
        this.values = values;
    }

    /**
     * The report in a file that {@link #write} has written. Texts, runs and the numbers of calibrations are not in it.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no report, or one of another version; names the file and the place
     */
    public static EvaluationReport read(Path file) throws IOException {
        return ReportReader.read(file);
    }

    /**
     * Writes the report as JSON, in place of what was there: an object with
     *
     * <ul>
     *   <li>{@code version}: 1; another number is another form
     *   <li>{@code queries}, {@code leftOut}, {@code metrics}, {@code gain}, {@code baseline}, {@code concurrency},
     *       {@code seed}, {@code ceiling} and {@code missedQueries}: as the methods of this class
     *   <li>{@code models}: an array of objects with {@code name}, {@code metrics} (each {@code mean}, {@code low},
     *       {@code high}), {@code ties} (each {@code queries}, {@code low}, {@code high}), {@code judged},
     *       {@code perQuery}, {@code requests}, {@code asked}, {@code tokens}, {@code pricePerThousandQueries},
     *       {@code latencyMillis} ({@code p50}, {@code p95}, {@code calls}), {@code failures} (a number),
     *       {@code failedQueries} and {@code notAsked} (arrays of ids, the second of those failed ones that were not
     *       asked), {@code errors} (an object of messages by id) and
     *       {@code calibration} ({@code pairs}, {@code relevant}, {@code auc}, and {@code raw}, {@code isotonic},
     *       {@code platt}, each {@code ece}, {@code brier} and {@code bins}: an array of objects with {@code pairs},
     *       {@code predicted}, {@code relevant})
     *   <li>{@code comparisons}: an array of objects with {@code a}, {@code b}, {@code metric}, {@code difference},
     *       {@code low}, {@code high}, {@code pValue}, {@code adjustedPValue}, {@code queries}, {@code differing} and
     *       {@code neededQueries}
     *   <li>{@code thresholds}: an array of objects with {@code model}, {@code target}, {@code minScore}, {@code low},
     *       {@code high} (null where these questions do not settle a threshold), {@code precision}, {@code recall}, {@code emptyQueries} and {@code unanswerableKept} (shares on
     *       questions it was not chosen on), {@code targetLow}, {@code targetHigh}, {@code sentence} and {@code curve}:
     *       an array of objects with {@code minScore}, {@code precision}, {@code recall}, {@code emptyQueries},
     *       {@code unanswerableKept}
     * </ul>
     *
     * <p>What is not known is null.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ReportWriter.write(this, file);
    }

    /** The names of the metrics, in the order in which they were asked for; the first one decides. */
    public List<String> metrics() {
        return values.setup().metrics().stream().map(Metric::name).toList();
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

    /**
     * The mean of a metric that no reranker can exceed with these candidates.
     *
     * @throws IllegalArgumentException if it was not computed; says which were
     */
    public double ceiling(String metric) {
        Double ceiling = ceiling().get(metric);
        if (ceiling == null) {
            throw Ids.unknownMetric(metric, ceiling().keySet());
        }
        return ceiling;
    }

    /**
     * The ids of the questions that have a relevant document, but none among their candidates: no reranker can help there,
     * only a better search.
     */
    public List<String> missedQueries() {
        return values.missedQueries();
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
        return findModel(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no model " + Ids.shown(name)
                        + " in the report; there are "
                        + String.join(
                                ", ", models().stream().map(ModelReport::name).toList())));
    }

    /** The model of a name, if there is one. */
    public Optional<ModelReport> findModel(String name) {
        return models().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** Every pair of models, for every metric; {@code a} comes before {@code b} in {@link #models}. */
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

    /** One for each model but {@code retrieval} and each target, in the order of the models, then of the targets. */
    public List<Threshold> thresholds() {
        return values.thresholds();
    }

    /** Which model to take, in a sentence or two that claim no more than the questions show. */
    public String verdict() {
        return Verdict.of(this);
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
