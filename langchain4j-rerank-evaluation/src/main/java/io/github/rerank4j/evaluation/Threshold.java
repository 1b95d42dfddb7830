package io.github.rerank4j.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The threshold of one model that achieves a target, and what it did to questions that it was not chosen on. Immutable. */
public final class Threshold {

    record Values(
            String model,
            ThresholdTarget target,
            @Nullable Double minScore,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable ThresholdPoint heldOut,
            @Nullable Double targetLow,
            @Nullable Double targetHigh,
            String sentence,
            List<ThresholdPoint> curve) {}

    private final Values values;

    Threshold(Values values) {
        this.values = values;
    }

    /**
     * The threshold of scores that are known already.
     *
     * @param model their model's name
     * @param scores of judged questions; other ones are left out
     * @param seed what all that is drawn by chance begins with
     */
    public static Threshold choose(
            String model, Judgments judgments, TrecRun scores, ThresholdTarget target, long seed) {
        return ThresholdChoice.of(model, ScoreFindings.pairs(judgments, scores), target, seed);
    }

    /** The model's name; a threshold holds for no other one. */
    public String model() {
        return values.model();
    }

    /** What it is to achieve. */
    public ThresholdTarget target() {
        return values.target();
    }

    /** The recommended threshold, chosen on all questions; empty where these questions cannot tell. */
    public OptionalDouble minScore() {
        return values.minScore() == null ? OptionalDouble.empty() : OptionalDouble.of(values.minScore());
    }

    /** The lower end of its 95 % interval, found by drawing the questions again and again. */
    public OptionalDouble low() {
        return values.low() == null ? OptionalDouble.empty() : OptionalDouble.of(values.low());
    }

    /** The upper end. */
    public OptionalDouble high() {
        return values.high() == null ? OptionalDouble.empty() : OptionalDouble.of(values.high());
    }

    /** What such thresholds do to questions they were not chosen on: each fifth of the questions with the threshold of the others. */
    public Optional<ThresholdPoint> heldOut() {
        return Optional.ofNullable(values.heldOut());
    }

    /** The lower end of the 95 % interval of the target's share on questions that the threshold was not chosen on. */
    public OptionalDouble targetLow() {
        return values.targetLow() == null ? OptionalDouble.empty() : OptionalDouble.of(values.targetLow());
    }

    /** The upper end. */
    public OptionalDouble targetHigh() {
        return values.targetHigh() == null ? OptionalDouble.empty() : OptionalDouble.of(values.targetHigh());
    }

    /** What to do, or why these questions cannot tell. */
    public String sentence() {
        return values.sentence();
    }

    /** What other thresholds do to all questions, from the lowest. */
    public List<ThresholdPoint> curve() {
        return values.curve();
    }

    @Override
    public String toString() {
        return "Threshold[model=" + model() + ", target=" + target() + ", minScore=" + minScore() + "]";
    }
}
