package io.github.rerank4j;

import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.text.HarmlessName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a model's numbers are handed over: a pure increasing function of one number, so that neither the order of the
 * documents nor any other document of the call plays a part.
 */
public interface ScoreOutput {

    /** As the service sent them; see {@link RerankerTraits#rawScale}. The default. */
    ScoreOutput RAW = new ScoreOutput() {
        @Override
        public double of(double raw, ScoreScale rawScale) {
            return raw;
        }

        @Override
        public ScoreScale scale(ScoreScale rawScale) {
            return rawScale;
        }

        @Override
        public String toString() {
            return "RAW";
        }
    };

    /**
     * Between 0 and 1: the logistic function of a logit, or a probability, of which only what rounding has put out of
     * that range is put back. A probability that is farther out is an {@link InvalidReplyException}. Refused where the
     * scale of the model is not known.
     */
    ScoreOutput PROBABILITY = new ScoreOutput() {
        @Override
        public double of(double raw, ScoreScale rawScale) {
            return Probabilities.of(raw, rawScale);
        }

        @Override
        public ScoreScale scale(ScoreScale rawScale) {
            return ScoreScale.PROBABILITY;
        }

        @Override
        public String toString() {
            return "PROBABILITY";
        }
    };

    /**
     * The score that is handed over; finite.
     *
     * @param raw what the service sent; finite
     * @param rawScale the range of what it sends
     * @throws InvalidReplyException if the number cannot be what it is said to be
     * @throws IllegalArgumentException if nothing can be made of that scale
     */
    double of(double raw, ScoreScale rawScale);

    /** The range of the scores that are handed over. */
    ScoreScale scale(ScoreScale rawScale);

    /**
     * Why nothing can be made of the scores of a model, as a sentence without its end; null if it can. Rerankers ask once
     * per call, before anybody is asked for scores. Default: null.
     *
     * @param modelName the model that is asked; null where the server has just one
     * @param rawScale the range of what it sends
     */
    default @Nullable String fault(@Nullable String modelName, ScoreScale rawScale) {
        return null;
    }

    /** Probabilities by numbers that were fitted to the scores of one model, which refuse those of another. */
    static ScoreOutput calibrated(ScoreCalibration calibration) {
        if (calibration == null) {
            throw new IllegalArgumentException("calibration is null; give one, such as ScoreCalibration.read(file)");
        }
        return calibration;
    }

    /**
     * The number that an output made of a score, for authors of rerankers: a reranker hands over no other.
     *
     * @param document the score's position among the documents, from 0
     * @throws InvalidReplyException if the number is not finite
     */
    static double requireFinite(double made, int document) {
        if (!Double.isFinite(made)) {
            throw new InvalidReplyException(
                    "the ScoreOutput of scores turned the score of document " + document + " (counted from 0) into "
                            + made + ", which is not finite; correct that ScoreOutput",
                    null);
        }
        return made;
    }

    /**
     * Why a number is no probability, as the end of a sentence that begins with what it is, for authors of rerankers;
     * null if it is one, or only rounding has put it out of 0 to 1.
     */
    static @Nullable String probabilityFault(double score) {
        return Probabilities.fault(score);
    }

    /**
     * The output of that name, in any case, as settings give it: {@code raw}, {@code probability}, or
     * {@code calibrated:} with the path of a file, of which {@link ScoreCalibration#read} makes one.
     *
     * @throws SettingException if there is none
     */
    static ScoreOutput valueOf(String name) {
        String text = name.strip();
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "RAW" -> RAW;
            case "PROBABILITY" -> PROBABILITY;
            default -> {
                if (CalibrationFile.isNamed(text)) {
                    yield CalibrationFile.named(text);
                }
                throw SettingException.of(
                        "{scores} has no value %s",
                        "give RAW or PROBABILITY, or calibrated: and the path of a calibration",
                        HarmlessName.quoted(name));
            }
        };
    }
}
