package io.github.rerank4j;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that turn a model's scores into probabilities from 0 to 1, made from numbers that were found by comparing its
 * scores with judged documents. They hold for one model, and make thresholds and the scores of several models comparable.
 * Each is immutable and equal to another of the same numbers; none lets a higher score become a lower probability.
 *
 * <p>A calibration is kept in a properties file in UTF-8:
 *
 * <pre>{@code
 * method=logistic
 * slope=1.7
 * intercept=-0.4
 * }</pre>
 *
 * <p>or
 *
 * <pre>{@code
 * method=isotonic
 * points=-3.0:0.02, 0.5:0.4, 4.0:0.97
 * }</pre>
 *
 * <p>with {@code model=..} and {@code scale=LOGIT} or {@code PROBABILITY} where it is known what it was fitted to: then it
 * is a {@link ScoreCalibration}.
 */
public final class Calibrations {

    private Calibrations() {}

    /**
     * The logistic function {@code 1 / (1 + exp(-(slope * score + intercept)))}: Platt scaling (J. Platt, "Probabilistic
     * Outputs for Support Vector Machines and Comparisons to Regularized Likelihood Methods", 1999). He, and libraries
     * after him, write {@code 1 / (1 + exp(A * score + B))}: then the slope is {@code -A} and the intercept {@code -B}.
     *
     * @param slope finite and above 0
     * @param intercept finite
     * @throws IllegalArgumentException for other numbers
     */
    public static ScoreOutput logistic(double slope, double intercept) {
        return new LogisticCalibration(slope, intercept);
    }

    /**
     * A line through points, as an isotonic regression finds them (B. Zadrozny and C. Elkan, "Transforming Classifier
     * Scores into Accurate Multiclass Probability Estimates", 2002). Scores before the first point have its probability,
     * those after the last one the last one's. Where the line is level, different scores become equal ones, whose
     * documents are ranked in their own order.
     *
     * @param points probabilities from 0 to 1 by finite scores, at least 2, in any order; with growing scores they
     *     never fall, and the last is higher than the first
     * @throws IllegalArgumentException for other points
     */
    public static ScoreOutput isotonic(Map<Double, Double> points) {
        if (points == null) {
            throw new IllegalArgumentException("points is null; give probabilities by scores");
        }
        return new IsotonicCalibration(points);
    }

    /**
     * The calibration in a file.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds none; names the file, the key or the line, and what to do
     */
    public static ScoreOutput read(Path file) {
        requireFile(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            return CalibrationFile.read(reader);
        } catch (NoSuchFileException missing) {
            throw unusable(file, "there is no such file; give the path of one that is there", missing);
        } catch (CharacterCodingException other) {
            throw unusable(file, "it is no text in UTF-8; save it as one", other);
        } catch (IOException unreadable) {
            throw unusable(
                    file,
                    "it cannot be read (" + unreadable + "); make sure that it is a file this program may read",
                    unreadable);
        } catch (IllegalArgumentException wrong) {
            throw unusable(file, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /**
     * The calibration that a reader gives, as a file would hold it; the reader stays open.
     *
     * @throws IOException if the reader fails
     * @throws IllegalArgumentException if it gives none; names the key or the line, and what to do
     */
    public static ScoreOutput read(Reader reader) throws IOException {
        if (reader == null) {
            throw new IllegalArgumentException("reader is null; give one");
        }
        return CalibrationFile.read(reader);
    }

    /**
     * Writes a calibration to a file, which {@link #read(Path)} reads as an equal one. What the file held is replaced.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the output is not one of this class
     */
    public static void write(ScoreOutput calibration, Path file) throws IOException {
        numbers(calibration);
        requireFile(file);
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            CalibrationFile.write(calibration, writer);
        }
    }

    /**
     * Writes a calibration as a file would hold it; the writer stays open and is not flushed.
     *
     * @throws IOException if the writer fails
     * @throws IllegalArgumentException if the output is not one of this class
     */
    public static void write(ScoreOutput calibration, Writer writer) throws IOException {
        numbers(calibration);
        if (writer == null) {
            throw new IllegalArgumentException("writer is null; give one");
        }
        CalibrationFile.write(calibration, writer);
    }

    /**
     * The numbers of an output alone.
     *
     * @throws IllegalArgumentException if it is not one of this class
     */
    static Calibration numbers(@Nullable ScoreOutput output) {
        if (output instanceof ScoreCalibration whole) {
            return whole.numbers();
        }
        if (output instanceof Calibration ours) {
            return ours;
        }
        throw new IllegalArgumentException(output + " has no numbers to write; give a calibration of Calibrations");
    }

    private static void requireFile(@Nullable Path file) {
        if (file == null) {
            throw new IllegalArgumentException("file is null; give the path of one");
        }
    }

    private static IllegalArgumentException unusable(Path file, String why, Exception cause) {
        return new IllegalArgumentException("no calibration in " + file + ": " + why, cause);
    }
}
