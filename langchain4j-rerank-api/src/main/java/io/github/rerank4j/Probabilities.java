package io.github.rerank4j;

import org.jspecify.annotations.Nullable;

/** Numbers from 0 to 1, made of what a model returns. */
final class Probabilities {

    private static final double ROUNDING = 1e-6;

    private Probabilities() {}

    static double of(double raw, ScoreScale scale) {
        return switch (scale) {
            case LOGIT -> 1 / (1 + Math.exp(-raw));
            case PROBABILITY -> rounded(raw);
            case UNKNOWN ->
                throw new IllegalArgumentException("scores(PROBABILITY) needs a known score scale, and this model's"
                        + " is unknown; use scores(RAW)");
        };
    }

    static @Nullable String fault(double score) {
        return score < -ROUNDING || score > 1 + ROUNDING
                ? "is " + score + ", which is no probability, although this model is set to return probabilities; check"
                        + " that the server's activation is on, set the scale its scores really have, or use scores(RAW)"
                : null;
    }

    private static double rounded(double raw) {
        String fault = fault(raw);
        if (fault != null) {
            throw new InvalidReplyException("a score " + fault, null);
        }
        return Math.min(1, Math.max(0, raw));
    }
}
