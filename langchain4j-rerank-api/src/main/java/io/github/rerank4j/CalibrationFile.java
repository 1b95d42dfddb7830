package io.github.rerank4j;

import io.github.rerank4j.settings.PropertiesText;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A calibration as the text of a properties file. */
final class CalibrationFile {

    static final String METHOD = "method";

    private static final String METHODS = LogisticCalibration.METHOD + " or " + IsotonicCalibration.METHOD;
    private static final String SCALES = "LOGIT or PROBABILITY, or remove it if nobody knows";
    private static final String NAMED = "calibrated:";

    private final Map<String, String> entries;

    private CalibrationFile(Map<String, String> entries) {
        this.entries = entries;
    }

    /** What a text says; the reader stays open. */
    static ScoreOutput read(Reader reader) throws IOException {
        CalibrationFile file = new CalibrationFile(PropertiesText.read(text(reader)));
        Calibration numbers = file.calibration();
        return file.says(ScoreCalibration.MODEL) || file.says(ScoreCalibration.SCALE)
                ? ScoreCalibration.of(numbers, file.model(), file.scale())
                : numbers;
    }

    /** Whether a setting's text names a file: {@code calibrated:FILE}. */
    static boolean isNamed(String text) {
        return text.regionMatches(true, 0, NAMED, 0, NAMED.length());
    }

    /** What is in the file that a setting's text names. */
    static ScoreCalibration named(String text) {
        String path = text.substring(NAMED.length()).strip();
        if (path.isEmpty()) {
            throw SettingException.of("{scores} names no file", "write its path after " + NAMED);
        }
        try {
            return ScoreCalibration.read(Path.of(path));
        } catch (InvalidPathException none) {
            throw SettingException.of(
                    "{scores} names the file \"%s\", which is no path", "write one after " + NAMED, OneLine.word(path));
        } catch (IllegalArgumentException unusable) {
            throw SettingException.of("{scores}: %s", "", OneLine.of(String.valueOf(unusable.getMessage())));
        }
    }

    private static String text(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    /** Writes a text that {@link #read} understands, the same one each time. */
    static void write(ScoreOutput calibration, Writer writer) throws IOException {
        Map<String, String> entries = calibration instanceof ScoreCalibration whole
                ? whole.entries()
                : Calibrations.numbers(calibration).entries();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            writer.write(entry.getKey() + "=" + written(entry.getKey(), entry.getValue()) + "\n");
        }
    }

    private static String written(String key, String value) {
        return key.equals(IsotonicCalibration.POINTS)
                ? value.replace(", ", ",\\\n    ") // one point in each line
                : value.replace("\\", "\\\\");
    }

    private boolean says(String key) {
        return entries.containsKey(key);
    }

    private @Nullable String model() {
        return says(ScoreCalibration.MODEL)
                ? text(ScoreCalibration.MODEL, "the name of the model, or remove it")
                : null;
    }

    private ScoreScale scale() {
        if (!says(ScoreCalibration.SCALE)) {
            return ScoreScale.UNKNOWN;
        }
        String scale = text(ScoreCalibration.SCALE, SCALES);
        for (ScoreScale known : ScoreScale.values()) {
            if (known.name().equalsIgnoreCase(scale)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                ScoreCalibration.SCALE + " is \"" + OneLine.word(scale) + "\", which is not a scale; give " + SCALES);
    }

    private Calibration calibration() {
        String method = text(METHOD, METHODS);
        return switch (method) {
            case LogisticCalibration.METHOD -> {
                requireKeys(LogisticCalibration.SLOPE, LogisticCalibration.INTERCEPT);
                yield new LogisticCalibration(number(LogisticCalibration.SLOPE), number(LogisticCalibration.INTERCEPT));
            }
            case IsotonicCalibration.METHOD -> {
                requireKeys(IsotonicCalibration.POINTS);
                yield new IsotonicCalibration(points());
            }
            default ->
                throw new IllegalArgumentException(
                        METHOD + " is \"" + OneLine.word(method) + "\", which is not a method; give " + METHODS);
        };
    }

    private String text(String key, String remedy) {
        String value = entries.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    key + " is " + (value == null ? "missing" : "empty") + "; give " + remedy);
        }
        return value.strip();
    }

    /** A key that nobody reads is a misspelt one. */
    private void requireKeys(String... known) {
        TreeSet<String> rest = new TreeSet<>(entries.keySet());
        rest.removeAll(List.of(METHOD, ScoreCalibration.MODEL, ScoreCalibration.SCALE));
        for (String key : known) {
            rest.remove(key);
        }
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("\"" + OneLine.word(rest.first()) + "\" is no key of the method "
                    + text(METHOD, METHODS) + "; remove it, or write " + String.join(" or ", known));
        }
    }

    private double number(String key) {
        return number(key, text(key, "a number such as 1.5"));
    }

    private static double number(String key, String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    key + " holds \"" + OneLine.word(word) + "\", which is no number; write one such as -1.5", none);
        }
    }

    private Map<Double, Double> points() {
        Map<Double, Double> points = new LinkedHashMap<>();
        for (String point : text(IsotonicCalibration.POINTS, "pairs such as -2.5:0.1, 3.0:0.9")
                .split(",", -1)) {
            String[] pair = point.split(":", -1);
            if (pair.length != 2) {
                throw new IllegalArgumentException(
                        IsotonicCalibration.POINTS + " holds \"" + OneLine.word(point)
                                + "\", which is no pair of score and probability; write each as -2.5:0.1, with a comma in between");
            }
            double score = number(IsotonicCalibration.POINTS, pair[0].strip());
            if (points.put(score, number(IsotonicCalibration.POINTS, pair[1].strip())) != null) {
                throw new IllegalArgumentException(
                        IsotonicCalibration.POINTS + " have two probabilities for the score " + score + "; remove one");
            }
        }
        return points;
    }
}
