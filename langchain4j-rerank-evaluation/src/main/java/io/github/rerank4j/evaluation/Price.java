package io.github.rerank4j.evaluation;

/** What a service charges, in any currency, the same one for all that are compared. Immutable. */
public final class Price {

    private static final double MILLION = 1_000_000;

    private final double perMillionTokens;

    private Price(double perMillionTokens) {
        this.perMillionTokens = perMillionTokens;
    }

    /**
     * So much for a million tokens.
     *
     * @param price from 0, finite
     * @throws IllegalArgumentException for another one
     */
    public static Price perMillionTokens(double price) {
        if (!(price >= 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException(
                    "the price of a million tokens is " + price + ", but must be a finite number from 0");
        }
        return new Price(price);
    }

    /** What so many tokens come to. */
    double cost(double tokens) {
        return perMillionTokens / MILLION * tokens;
    }
}
