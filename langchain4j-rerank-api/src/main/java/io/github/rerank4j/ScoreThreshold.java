package io.github.rerank4j;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.settings.SettingException;

/**
 * The check of a threshold below which documents are dropped, for integrations. It has a meaning for scores from 0 to 1;
 * among logits, or scores of a range that nobody knows, 0.5 drops everything or nothing.
 */
public final class ScoreThreshold {

    private ScoreThreshold() {}

    /**
     * Refuses a threshold that has no meaning for the model's scores. A model that is not one of this project's has an
     * unknown range.
     *
     * @param setting what the threshold is called where the user set it
     * @param waiver what the user sets to use a threshold on raw scores all the same, with its value
     * @param waived whether that is set
     * @throws SettingException if the threshold is not a finite number, not from 0 to 1 where scores are, or if
     *     the scores have another range and that is not waived
     */
    public static void check(ScoringModel model, double minScore, String setting, String waiver, boolean waived) {
        if (!Double.isFinite(minScore)) {
            throw SettingException.of("{%s} is %s, but must be a finite number", "", setting, minScore);
        }
        ScoreScale scale = model instanceof Reranker ours ? ours.traits(null).scale() : ScoreScale.UNKNOWN;
        if (scale == ScoreScale.PROBABILITY && (minScore < 0 || minScore > 1)) {
            throw SettingException.of(
                    "{%s} is %s, but the scores of %s are from 0 to 1", "", setting, minScore, named(model));
        }
        if (scale != ScoreScale.PROBABILITY && !waived) {
            throw SettingException.of(
                    "{%s} is %s, but the scores of %s are %s, so it could drop everything or nothing",
                    remedy(scale) + "{%s} if a threshold on raw scores is meant",
                    setting,
                    minScore,
                    named(model),
                    scale == ScoreScale.LOGIT ? "logits: any number" : "of an unknown range",
                    waiver);
        }
    }

    private static String remedy(ScoreScale scale) {
        return scale == ScoreScale.LOGIT ? "let the model hand over probabilities (scores), or set " : "set ";
    }

    /** What messages call a model: its own description if it is one of this project's, else its class. */
    public static String named(ScoringModel model) {
        return model instanceof Reranker ? model.toString() : model.getClass().getName();
    }
}
