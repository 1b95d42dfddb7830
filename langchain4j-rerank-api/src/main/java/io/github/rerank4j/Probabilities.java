package io.github.rerank4j;

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

    private static double rounded(double raw) {
        if (raw < -ROUNDING || raw > 1 + ROUNDING) {
            throw new InvalidReplyException(
                    "a score is " + raw + ", which is no probability, although this model is set to return"
                            + " probabilities; check that the server's activation is on, set the scale its scores really"
                            + " have, or use scores(RAW)",
                    null);
        }
        return Math.min(1, Math.max(0, raw));
    }
}
