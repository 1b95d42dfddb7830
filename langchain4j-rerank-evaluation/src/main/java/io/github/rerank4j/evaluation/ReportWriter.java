package io.github.rerank4j.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.rerank4j.internal.evaluation.files.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes a report as JSON; a number that is not known is null. */
final class ReportWriter {

    static final int VERSION = 1;

    private final JsonGenerator json;

    private ReportWriter(JsonGenerator json) {
        this.json = json;
    }

    static void write(EvaluationReport report, Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new ReportWriter(json).report(report);
        }
        WholeFile.write(file, text + "\n");
    }

    private interface Written<T> {
        void write(T one) throws IOException;
    }

    private void report(EvaluationReport report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeNumberField("queries", report.queries());
        json.writeNumberField("leftOut", report.leftOut());
        array("metrics", report.metrics(), json::writeString);
        json.writeStringField("gain", report.gain().name().toLowerCase(Locale.ROOT));
        json.writeStringField("baseline", report.baseline());
        json.writeNumberField("concurrency", report.concurrency());
        json.writeNumberField("seed", report.seed());
        object("ceiling", report.ceiling(), this::number);
        array("missedQueries", report.missedQueries(), json::writeString);
        array("models", report.models(), this::model);
        array("comparisons", report.comparisons(), this::comparison);
        array("thresholds", report.thresholds(), this::threshold);
        json.writeEndObject();
    }

    private void model(ModelReport model) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", model.name());
        object("metrics", model.metrics(), this::value);
        object("ties", model.ties(), this::ties);
        object("judged", model.judged(), this::number);
        object("perQuery", model.perQuery(), this::numbers);
        number("requests", model.requests());
        number("asked", model.asked());
        number("tokens", model.tokens());
        number("pricePerThousandQueries", model.pricePerThousandQueries());
        latency(model);
        json.writeNumberField("failures", model.failedQueries().size());
        array("failedQueries", model.failedQueries(), failed -> json.writeString(failed.id()));
        array(
                "notAsked",
                model.failedQueries().stream()
                        .filter(failed -> !failed.isAsked())
                        .toList(),
                failed -> json.writeString(failed.id()));
        json.writeObjectFieldStart("errors");
        for (FailedQuery failed : model.failedQueries()) {
            json.writeStringField(failed.id(), failed.error());
        }
        json.writeEndObject();
        if (model.calibration().isPresent()) {
            calibration(model.calibration().get());
        } else {
            json.writeNullField("calibration");
        }
        json.writeEndObject();
    }

    private void value(MetricValue value) throws IOException {
        json.writeStartObject();
        number("mean", value.mean());
        number("low", value.low());
        number("high", value.high());
        json.writeEndObject();
    }

    private void ties(TieEffect ties) throws IOException {
        json.writeStartObject();
        json.writeNumberField("queries", ties.queries());
        number("low", ties.worst());
        number("high", ties.best());
        json.writeEndObject();
    }

    private void latency(ModelReport model) throws IOException {
        if (model.latency().isEmpty()) {
            json.writeNullField("latencyMillis");
            return;
        }
        Latency latency = model.latency().get();
        json.writeObjectFieldStart("latencyMillis");
        number("p50", latency.p50());
        number("p95", latency.p95());
        json.writeNumberField("calls", latency.calls());
        json.writeEndObject();
    }

    private void calibration(CalibrationReport report) throws IOException {
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("pairs", report.pairs());
        json.writeNumberField("relevant", report.relevant());
        number("auc", report.auc());
        reliability("raw", report.raw());
        reliability("isotonic", report.isotonic().map(FittedCalibration::reliability));
        reliability("platt", report.platt().map(FittedCalibration::reliability));
        json.writeEndObject();
    }

    private void reliability(String name, Optional<Reliability> known) throws IOException {
        if (known.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        Reliability reliability = known.get();
        json.writeObjectFieldStart(name);
        number("ece", reliability.ece());
        number("brier", reliability.brier());
        array("bins", reliability.bins(), bin -> {
            json.writeStartObject();
            json.writeNumberField("pairs", bin.pairs());
            number("predicted", bin.predicted());
            number("relevant", bin.relevant());
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private void comparison(Comparison comparison) throws IOException {
        json.writeStartObject();
        json.writeStringField("a", comparison.a());
        json.writeStringField("b", comparison.b());
        json.writeStringField("metric", comparison.metric());
        number("difference", comparison.difference());
        number("low", comparison.low());
        number("high", comparison.high());
        number("pValue", comparison.pValue());
        number("adjustedPValue", comparison.adjustedPValue());
        json.writeNumberField("queries", comparison.queries());
        json.writeNumberField("differing", comparison.differing());
        if (comparison.neededQueries().isPresent()) {
            json.writeNumberField("neededQueries", comparison.neededQueries().getAsInt());
        } else {
            json.writeNullField("neededQueries");
        }
        json.writeEndObject();
    }

    private void threshold(Threshold threshold) throws IOException {
        ThresholdPoint heldOut = threshold.heldOut().orElse(null);
        json.writeStartObject();
        json.writeStringField("model", threshold.model());
        json.writeStringField("target", threshold.target().toString());
        number("minScore", threshold.minScore());
        number("low", threshold.low());
        number("high", threshold.high());
        if (heldOut == null) {
            for (String name : new String[] {"precision", "recall", "emptyQueries", "unanswerableKept"}) {
                json.writeNullField(name);
            }
        } else {
            shares(heldOut);
        }
        number("targetLow", threshold.targetLow());
        number("targetHigh", threshold.targetHigh());
        json.writeStringField("sentence", threshold.sentence());
        array("curve", threshold.curve(), point -> {
            json.writeStartObject();
            number("minScore", point.minScore());
            shares(point);
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    private void shares(ThresholdPoint point) throws IOException {
        number("precision", point.precision());
        number("recall", point.recall());
        number("emptyQueries", point.emptyQueries());
        number("unanswerableKept", point.unanswerableKept());
    }

    private void numbers(Map<String, Double> numbers) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Double> entry : numbers.entrySet()) {
            number(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private <T> void object(String name, Map<String, T> entries, Written<T> value) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, T> entry : entries.entrySet()) {
            json.writeFieldName(entry.getKey());
            value.write(entry.getValue());
        }
        json.writeEndObject();
    }

    private <T> void array(String name, Collection<T> elements, Written<T> element) throws IOException {
        json.writeArrayFieldStart(name);
        for (T one : elements) {
            element.write(one);
        }
        json.writeEndArray();
    }

    private void number(String name, double number) throws IOException {
        json.writeFieldName(name);
        number(number);
    }

    private void number(double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number + 0.0); // -0 becomes 0
        } else {
            json.writeNull();
        }
    }

    private void number(String name, OptionalDouble number) throws IOException {
        number(name, number.orElse(Double.NaN));
    }

    private void number(String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }
}
