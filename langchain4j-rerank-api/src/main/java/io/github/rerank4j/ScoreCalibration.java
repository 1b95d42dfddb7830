package io.github.rerank4j;

import io.github.rerank4j.text.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calibration of {@link Calibrations} that knows what it was fitted to: one model, and scores of one scale. A model
 * takes it as {@code scores(ScoreOutput.calibrated(..))}, and refuses calls that it does not fit. Immutable, and equal to
 * another of the same model, scale and numbers.
 */
public final class ScoreCalibration implements ScoreOutput {

    static final String MODEL = "model";
    static final String SCALE = "scale";

    private final Calibration numbers;
    private final @Nullable String modelName;
    private final ScoreScale scale;

    private ScoreCalibration(Calibration numbers, @Nullable String modelName, ScoreScale scale) {
        this.numbers = numbers;
        this.modelName = modelName;
        this.scale = scale;
    }

    /**
     * A calibration and what it was fitted to.
     *
     * @param numbers one of {@link Calibrations}
     * @param modelName the model whose scores they were, as requests name it; null for any, which nobody checks
     * @param scale the range of those scores, as the service sends them; unknown fits any
     * @throws IllegalArgumentException if the output is not one of {@link Calibrations}, or the name is blank
     */
    public static ScoreCalibration of(ScoreOutput numbers, @Nullable String modelName, ScoreScale scale) {
        if (scale == null) {
            throw new IllegalArgumentException("scale is null; give UNKNOWN if nobody knows it");
        }
        String name = OneLine.checkedName(MODEL, modelName);
        return new ScoreCalibration(Calibrations.numbers(numbers), name == null ? null : name.strip(), scale);
    }

    /**
     * The calibration in a file, which fits any model and scale where the file does not say which.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds none; names the file, the key or the line, and what to do
     */
    public static ScoreCalibration read(Path file) {
        ScoreOutput read = Calibrations.read(file);
        return read instanceof ScoreCalibration whole ? whole : of(read, null, ScoreScale.UNKNOWN);
    }

    /**
     * Writes it to a file, which {@link #read} reads as an equal one. What the file held is replaced.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        Calibrations.write(this, file);
    }

    /** The model whose scores it was fitted to, as requests name it; empty for any. */
    public Optional<String> modelName() {
        return Optional.ofNullable(modelName);
    }

    /** The range of the scores it was fitted to. */
    public ScoreScale fittedTo() {
        return scale;
    }

    /** The numbers alone, which fit any model. */
    Calibration numbers() {
        return numbers;
    }

    @Override
    public double of(double raw, ScoreScale rawScale) {
        return numbers.of(raw, rawScale);
    }

    @Override
    public ScoreScale scale(ScoreScale rawScale) {
        return ScoreScale.PROBABILITY;
    }

    @Override
    public @Nullable String fault(@Nullable String modelName, ScoreScale rawScale) {
        if (this.modelName != null && modelName != null && !this.modelName.equals(modelName)) {
            return "a calibration of " + OneLine.word(this.modelName) + " says nothing about the scores of "
                    + OneLine.word(modelName);
        }
        if (scale != rawScale && scale != ScoreScale.UNKNOWN && rawScale != ScoreScale.UNKNOWN) {
            return "a calibration that was fitted to scores of the scale " + scale
                    + " says nothing about those of the scale " + rawScale;
        }
        return null;
    }

    /** What a file says of it, in the order in which it says so. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        if (modelName != null) {
            entries.put(MODEL, modelName);
        }
        if (scale != ScoreScale.UNKNOWN) {
            entries.put(SCALE, scale.name());
        }
        entries.putAll(numbers.entries());
        return entries;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreCalibration that
                && numbers.equals(that.numbers)
                && Objects.equals(modelName, that.modelName)
                && scale == that.scale;
    }

    @Override
    public int hashCode() {
        return Objects.hash(numbers, modelName, scale);
    }

    /** Model, scale and, of many points, the ends. */
    @Override
    public String toString() {
        return "calibrated(" + (modelName == null ? "" : "model=" + modelName + ", ")
                + (scale == ScoreScale.UNKNOWN ? "" : "scale=" + scale + ", ") + numbers + ")";
    }
}
