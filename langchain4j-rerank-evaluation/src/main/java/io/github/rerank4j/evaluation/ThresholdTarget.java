package io.github.rerank4j.evaluation;

import io.github.rerank4j.text.OneLine;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a threshold is to achieve. Immutable. */
public final class ThresholdTarget {

    private static final String FORMS = "; give recall=0.95 or precision=0.9, or another number between 0 and 1";

    private final Kind kind;
    private final double share;

    private ThresholdTarget(Kind kind, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the target " + kind.word() + " is " + share + ", but must be between 0 and 1");
        }
        this.kind = kind;
        this.share = share;
    }

    enum Kind {
        RECALL,
        PRECISION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Keep at least this share of the relevant candidates, and drop as much else as can be: the highest threshold that
     * does so.
     *
     * @param share between 0 and 1; 0.95 loses at most 5 % of the right passages
     */
    public static ThresholdTarget recall(double share) {
        return new ThresholdTarget(Kind.RECALL, share);
    }

    /**
     * Have at least this share of relevant documents among what is kept, and keep as much as can be: the lowest threshold
     * for which the lower end of the share's interval reaches it.
     *
     * @param share between 0 and 1
     */
    public static ThresholdTarget precision(double share) {
        return new ThresholdTarget(Kind.PRECISION, share);
    }

    /**
     * The target of a text: {@code recall=0.95} or {@code precision=0.9}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ThresholdTarget of(String text) {
        String[] parts = text.strip().split("=", 2);
        for (Kind kind : Kind.values()) {
            if (parts.length == 2 && parts[0].strip().equalsIgnoreCase(kind.word())) {
                return new ThresholdTarget(kind, number(text, parts[1]));
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

    Kind kind() {
        return kind;
    }

    double share() {
        return share;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ThresholdTarget that && kind == that.kind && share == that.share;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, share);
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return kind.word() + "=" + share;
    }
}
