package io.github.rerank4j.redis;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The limit of an account: as many attempts in a period as there are lanes, and so many tokens among them.
 *
 * @param periodMicros the period in microseconds
 * @param tokens tokens in a period; 0 for no limit
 */
record Limit(double lanes, long periodMicros, long tokens) {

    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    private static final double LONGEST_PERIOD = 1e15;

    /** Sums of such numbers are still exact in Lua, whose numbers are doubles. */
    private static final long MOST_TOKENS = 1L << 48;

    static Limit perSecond(double requestsPerSecond) {
        if (!(requestsPerSecond > 0) || Double.isInfinite(requestsPerSecond)) {
            throw new IllegalArgumentException(
                    "requestsPerSecond is " + requestsPerSecond + ", but must be a number above 0");
        }
        double whole = Math.ceil(requestsPerSecond);
        double period = Math.ceil(whole / requestsPerSecond * MICROS_PER_SECOND);
        return new Limit(whole, (long) Math.min(period, LONGEST_PERIOD), 0);
    }

    static Limit perMinute(long requests, long tokens) {
        return new Limit(positive(requests, "requests"), MINUTE, unlimited(positive(tokens, "tokens")));
    }

    private static long positive(long limit, String name) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " is " + limit + ", but must be at least 1");
        }
        return limit;
    }

    private static long unlimited(long tokens) {
        return tokens > MOST_TOKENS ? 0 : tokens;
    }

    long periodNanos() {
        return TimeUnit.MICROSECONDS.toNanos(periodMicros);
    }

    /** The tokens that an attempt books. */
    long tokensOf(Demand demand) {
        return tokens == 0 ? 0 : Math.min(demand.tokens(), MOST_TOKENS);
    }

    /** The tokens that an attempt has used, as the service counted them. */
    long used(long counted) {
        return tokens == 0 ? 0 : Math.min(counted, MOST_TOKENS);
    }

    /** A limiter inside this JVM for one of so many instances. */
    RateLimiter share(int instances) {
        return periodMicros == MINUTE
                ? RateLimiters.sharePerMinute((long) lanes, tokens == 0 ? Long.MAX_VALUE : tokens, instances)
                : RateLimiters.sharePerSecond(lanes * MICROS_PER_SECOND / periodMicros, instances);
    }

    /** The limit as a part of its keys, so that limiters with different limits do not meet. */
    String name() {
        String counted = tokens == 0 ? "" : "-" + tokens;
        return String.format(Locale.ROOT, "%.0f", lanes) + counted + "/" + periodMicros;
    }
}
