package io.github.rerank4j.testkit;

/**
 * What a rate limiter that counts tokens promises beside what {@link RateLimiterContract} says of all: no window of one
 * period sees more tokens than it allows as far as estimates hold, what was used counts in place of what was thought, and
 * an attempt that needs more than a period has goes alone.
 */
public abstract class TokenLimiterContract extends RateLimiterContract implements TokenPromises {

    /** For subclasses. */
    protected TokenLimiterContract() {}

    @Override
    public abstract long tokens();
}
