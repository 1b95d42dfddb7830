package io.github.rerank4j.redis;

import io.github.rerank4j.Demand;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What an account may: as many attempts in a period as there are lanes, and the tokens they take among them.
 *
 * @param periodMicros in microseconds
 * @param tokens 0 for no limit
 */
record Limit(double lanes, long periodMicros, long tokens) {

    private static final long MICROS_PER_SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
    private static final double LONGEST_PERIOD = 1e15;

    /** Sums of some of them are exact as Lua's numbers are. */
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

    /** What an attempt books. */
    long tokensOf(Demand demand) {
        return tokens == 0 ? 0 : Math.min(demand.tokens(), MOST_TOKENS);
    }

    /** What an attempt has used. */
    long used(long counted) {
        return tokens == 0 ? 0 : Math.min(counted, MOST_TOKENS);
    }

    /** A limiter in process for one of so many instances. */
    RateLimiter share(int instances) {
        return periodMicros == MINUTE
                ? RateLimiters.sharePerMinute((long) lanes, tokens == 0 ? Long.MAX_VALUE : tokens, instances)
                : RateLimiters.sharePerSecond(lanes * MICROS_PER_SECOND / periodMicros, instances);
    }

    /** Part of a key: limiters with different limits do not meet. */
    String name() {
        String counted = tokens == 0 ? "" : "-" + tokens;
        return String.format(Locale.ROOT, "%.0f", lanes) + counted + "/" + periodMicros;
    }
}
