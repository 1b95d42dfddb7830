package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Aim;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Target;
import io.github.rerank4j.text.OneLine;
import org.jspecify.annotations.Nullable;

/** What a threshold is to achieve. Immutable. */
public final class ThresholdTarget {

    private static final String FORMS = "; give recall=0.95 or precision=0.9, or another number between 0 and 1";

    private final Target target;

    private ThresholdTarget(Aim aim, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the target " + aim.word() + " is " + share + ", but must be between 0 and 1");
        }
        this.target = new Target(aim, share);
    }

    /**
     * Keep at least this share of the relevant candidates, and drop as much else as can be: the highest threshold that
     * does so.
     *
     * @param share between 0 and 1; 0.95 loses at most 5 % of the right passages
     */
    public static ThresholdTarget recall(double share) {
        return new ThresholdTarget(Aim.RECALL, share);
    }

    /**
     * Have at least this share of relevant documents among what is kept, and keep as much as can be: the lowest threshold
     * for which the lower end of the share's interval reaches it.
     *
     * @param share between 0 and 1
     */
    public static ThresholdTarget precision(double share) {
        return new ThresholdTarget(Aim.PRECISION, share);
    }

    /**
     * The target of a text: {@code recall=0.95} or {@code precision=0.9}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ThresholdTarget of(String text) {
        String[] parts = text.strip().split("=", 2);
        for (Aim aim : Aim.values()) {
            if (parts.length == 2 && parts[0].strip().equalsIgnoreCase(aim.word())) {
                return new ThresholdTarget(aim, number(text, parts[1]));
            }
        }
        throw new IllegalArgumentException("\"" + OneLine.word(text) + "\" is no target" + FORMS);
    }

    private static double number(String text, String word) {
        try {
            return Double.parseDouble(word.strip());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    "\"" + OneLine.word(text) + "\" has no number after the equals sign" + FORMS, none);
        }
    }

    Target target() {
        return target;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ThresholdTarget that && target.equals(that.target);
    }

    @Override
    public int hashCode() {
        return target.hashCode();
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return target.aim().word() + "=" + target.share();
    }
}
