package io.github.rerank4j.evaluation;

/** What a service takes, in any currency; the same one for all that are compared. Immutable. */
public final class Price {

    private final double perToken;
    private final double perRequest;

    private Price(double perToken, double perRequest) {
        if (!(perToken >= 0 && perRequest >= 0) || Double.isInfinite(perToken + perRequest)) {
            throw new IllegalArgumentException("the price is " + (perToken == 0 ? perRequest : perToken)
                    + " for one, but must be a number from 0");
        }
        this.perToken = perToken;
        this.perRequest = perRequest;
    }

    /** So much for a million tokens. */
    public static Price perMillionTokens(double price) {
        return new Price(price / 1_000_000, 0);
    }

    /** So much for a thousand requests. */
    public static Price perThousandRequests(double price) {
        return new Price(0, price / 1_000);
    }

    /** Whether what it comes to depends on tokens. */
    boolean needsTokens() {
        return perToken > 0;
    }

    /** Whether what it comes to depends on requests. */
    boolean needsRequests() {
        return perRequest > 0;
    }

    /** What so much comes to. */
    double of(double tokens, double requests) {
        return perToken * tokens + perRequest * requests;
    }
}
