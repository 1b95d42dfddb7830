package io.github.rerank4j;

import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** A calibration as the text of a properties file. */
final class CalibrationFile {

    static final String METHOD = "method";

    private static final String METHODS = LogisticCalibration.METHOD + " or " + IsotonicCalibration.METHOD;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Properties entries = new Properties();

    private CalibrationFile() {}

    /** What a text says; the reader stays open. */
    static Calibration read(Reader reader) throws IOException {
        CalibrationFile file = new CalibrationFile();
        file.entries.load(new StringReader(text(reader)));
        return file.calibration();
    }

    private static String text(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        String whole = text.toString();
        return !whole.isEmpty() && whole.charAt(0) == BYTE_ORDER_MARK ? whole.substring(1) : whole;
    }

    /** Writes a text that {@link #read} understands, the same one each time. */
    static void write(Calibration calibration, Writer writer) throws IOException {
        for (Map.Entry<String, String> entry : calibration.entries().entrySet()) {
            // one point in each line
            writer.write(entry.getKey() + "=" + entry.getValue().replace(", ", ",\\\n    ") + "\n");
        }
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
                        METHOD + " is \"" + OneLine.word(method) + "\", which is none; give " + METHODS);
        };
    }

    private String text(String key, String remedy) {
        String value = entries.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    key + " is " + (value == null ? "missing" : "empty") + "; give " + remedy);
        }
        return value.strip();
    }

    /** A key that nobody reads is a misspelt one. */
    private void requireKeys(String... known) {
        TreeSet<String> rest = new TreeSet<>(entries.stringPropertyNames());
        rest.remove(METHOD);
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
