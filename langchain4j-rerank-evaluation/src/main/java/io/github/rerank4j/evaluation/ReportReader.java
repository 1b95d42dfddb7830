package io.github.rerank4j.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.rerank4j.internal.evaluation.calibration.Reliabilities.Bin;
import io.github.rerank4j.internal.evaluation.calibration.Reliabilities.Curve;
import io.github.rerank4j.internal.evaluation.threshold.ThresholdEffect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a report that {@link ReportWriter} has written. */
final class ReportReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReportReader() {}

    static EvaluationReport read(Path file) throws IOException {
        JsonNode json = tree(file);
        try {
            int version = whole(json, "version");
            if (version != ReportWriter.VERSION) {
                throw new IllegalArgumentException("version is " + version + ", and this program reads version "
                        + ReportWriter.VERSION + "; evaluate again");
            }
            return report(json);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("no report in " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        try {
            return MAPPER.readTree(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "no report in " + file + ": line " + broken.getLocation().getLineNr() + " is not JSON", broken);
        }
    }

    private static EvaluationReport report(JsonNode json) {
        return new EvaluationReport(new EvaluationReport.Values(
                new EvaluationReport.Setup(
                        list(json, "metrics", name -> Metric.of(name.asText())),
                        text(json, "gain").equals(Gain.EXPONENTIAL.name().toLowerCase(Locale.ROOT))
                                ? Gain.EXPONENTIAL
                                : Gain.LINEAR,
                        text(json, "baseline"),
                        whole(json, "concurrency"),
                        member(json, "seed").asLong()),
                whole(json, "queries"),
                whole(json, "leftOut"),
                map(json, "ceiling", JsonNode::asDouble),
                list(json, "missedQueries", JsonNode::asText),
                list(json, "models", ReportReader::model),
                list(json, "comparisons", ReportReader::comparison),
                list(json, "thresholds", ReportReader::threshold)));
    }

    private static ModelReport model(JsonNode json) {
        JsonNode latency = json.path("latencyMillis");
        Set<String> notAsked = Set.copyOf(list(json, "notAsked", JsonNode::asText));
        return new ModelReport(new ModelReport.Values(
                text(json, "name"),
                map(
                        json,
                        "metrics",
                        value -> new MetricValue(new MetricValue.Values(
                                number(value, "mean"), number(value, "low"), number(value, "high")))),
                map(
                        json,
                        "ties",
                        value -> new TieEffect(new TieEffect.Values(
                                whole(value, "queries"), number(value, "low"), number(value, "high")))),
                map(json, "judged", JsonNode::asDouble),
                map(json, "perQuery", ofOne -> entries(ofOne, JsonNode::asDouble)),
                new ModelReport.Cost(
                        count(json, "requests"),
                        count(json, "asked"),
                        count(json, "tokens"),
                        optional(json, "pricePerThousandQueries"),
                        latency.isObject()
                                ? new Latency(new Latency.Values(
                                        number(latency, "p50"), number(latency, "p95"), whole(latency, "calls")))
                                : null),
                list(
                        json,
                        "failedQueries",
                        id -> new FailedQuery(new FailedQuery.Values(
                                id.asText(),
                                json.path("errors").path(id.asText()).asText(),
                                !notAsked.contains(id.asText())))),
                new ModelReport.Extras(calibration(json.path("calibration")), null, List.of())));
    }

    private static @Nullable CalibrationReport calibration(JsonNode json) {
        return json.isObject()
                ? new CalibrationReport(new CalibrationReport.Values(
                        whole(json, "pairs"),
                        whole(json, "relevant"),
                        number(json, "auc"),
                        reliability(json, "raw"),
                        fitted(json, "isotonic"),
                        fitted(json, "platt")))
                : null;
    }

    private static @Nullable FittedCalibration fitted(JsonNode json, String name) {
        Reliability reliability = reliability(json, name);
        return reliability == null ? null : new FittedCalibration(new FittedCalibration.Values(null, reliability));
    }

    private static @Nullable Reliability reliability(JsonNode json, String name) {
        JsonNode member = member(json, name);
        return member.isObject()
                ? new Reliability(new Curve(
                        list(
                                member,
                                "bins",
                                bin -> new Bin(whole(bin, "pairs"), number(bin, "predicted"), number(bin, "relevant"))),
                        number(member, "ece"),
                        number(member, "brier")))
                : null;
    }

    private static Comparison comparison(JsonNode json) {
        return new Comparison(new Comparison.Values(
                text(json, "a"),
                text(json, "b"),
                text(json, "metric"),
                number(json, "difference"),
                number(json, "low"),
                number(json, "high"),
                number(json, "pValue"),
                number(json, "adjustedPValue"),
                whole(json, "queries"),
                whole(json, "differing"),
                json.path("neededQueries").isInt()
                        ? (Integer) json.path("neededQueries").asInt()
                        : null));
    }

    private static Threshold threshold(JsonNode json) {
        Double minScore = optional(json, "minScore");
        return new Threshold(new Threshold.Values(
                text(json, "model"),
                ThresholdTarget.of(text(json, "target")),
                minScore,
                optional(json, "low"),
                optional(json, "high"),
                minScore == null ? null : point(json),
                optional(json, "targetLow"),
                optional(json, "targetHigh"),
                text(json, "sentence"),
                list(json, "curve", ReportReader::point)));
    }

    private static ThresholdPoint point(JsonNode json) {
        return new ThresholdPoint(new ThresholdEffect(
                number(json, "minScore"),
                number(json, "precision"),
                number(json, "recall"),
                number(json, "emptyQueries"),
                number(json, "unanswerableKept")));
    }

    private static JsonNode member(JsonNode json, String name) {
        JsonNode member = json.get(name);
        if (member == null) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is missing; give a report.json that an evaluation wrote");
        }
        return member;
    }

    private static String text(JsonNode json, String name) {
        return member(json, name).asText();
    }

    private static int whole(JsonNode json, String name) {
        JsonNode member = member(json, name);
        if (!member.isInt()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a whole number");
        }
        return member.asInt();
    }

    /** NaN for null. */
    private static double number(JsonNode json, String name) {
        JsonNode member = member(json, name);
        if (!member.isNull() && !member.isNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a number");
        }
        return member.isNull() ? Double.NaN : member.asDouble();
    }

    private static @Nullable Double optional(JsonNode json, String name) {
        double number = number(json, name);
        return Double.isNaN(number) ? null : (Double) number;
    }

    private static @Nullable Long count(JsonNode json, String name) {
        JsonNode member = member(json, name);
        return member.isNull() ? null : (Long) member.asLong();
    }

    private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> element) {
        JsonNode member = member(json, name);
        if (!member.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" is not an array");
        }
        List<T> list = new ArrayList<>(member.size());
        member.forEach(one -> list.add(element.apply(one)));
        return Collections.unmodifiableList(list);
    }

    private static <T> Map<String, T> map(JsonNode json, String name, Function<JsonNode, T> value) {
        JsonNode member = member(json, name);
        if (!member.isObject()) {
            throw new IllegalArgumentException("\"" + name + "\" is not an object");
        }
        return entries(member, value);
    }

    private static <T> Map<String, T> entries(JsonNode json, Function<JsonNode, T> value) {
        Map<String, T> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            entries.put(entry.getKey(), value.apply(entry.getValue()));
        }
        return Collections.unmodifiableMap(entries);
    }
}
