package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.spi.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a used-up rate limit is reset, as the headers of the refusal say it. Of the limits for requests and for tokens
 * the one counts of which nothing remains: the other's reset says when it will be full, not when it can be used.
 *
 * <p>A number is seconds from now (RateLimit header fields for HTTP, first drafts), or, from a thousand million on, a
 * moment in seconds or milliseconds since 1970 (GitHub, OpenRouter); with units it is a duration such as {@code 6m0s} or
 * {@code 120ms} (OpenAI).
 */
final class RateLimitReset {

    private static final String[] LIMITS = {"-requests", "-tokens", ""};
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern DURATION = Pattern.compile(
            "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)ms)?");
    private static final double FIRST_MOMENT = 1e9;
    private static final double FIRST_MOMENT_IN_MILLIS = 1e11;
    private static final int HOURS = 2;
    private static final int MINUTES = 3;
    private static final int SECONDS = 4;
    private static final int MILLIS = 5;

    private RateLimitReset() {}

    /** How long until then, not negative; null where no used-up limit says so. */
    static @Nullable Duration in(WireReply reply, Instant now) {
        Duration longest = null;
        for (String limit : LIMITS) {
            Duration wait = usedUp(reply, limit, now);
            if (wait != null && (longest == null || wait.compareTo(longest) > 0)) {
                longest = wait;
            }
        }
        return longest;
    }

    private static @Nullable Duration usedUp(WireReply reply, String limit, Instant now) {
        String remaining = first(reply, "x-ratelimit-remaining" + limit, "ratelimit-remaining" + limit);
        boolean usedUp = remaining == null ? limit.isEmpty() : remaining.matches("0+(\\.0+)?");
        String reset = first(reply, "x-ratelimit-reset" + limit, "ratelimit-reset" + limit);
        return usedUp && reset != null ? wait(reset, now) : null;
    }

    private static @Nullable Duration wait(String reset, Instant now) {
        if (NUMBER.matcher(reset).matches()) {
            double number = Double.parseDouble(reset);
            if (number < FIRST_MOMENT) {
                return nanos(number * 1e9);
            }
            double seconds = number < FIRST_MOMENT_IN_MILLIS ? number : number / 1e3;
            Duration until = Duration.between(now, Instant.ofEpochMilli((long) (seconds * 1e3)));
            return until.isNegative() ? Duration.ZERO : until;
        }
        Matcher units = DURATION.matcher(reset);
        if (reset.isEmpty() || !units.matches()) {
            return null;
        }
        return Duration.ofDays((long) number(units, 1))
                .plusHours((long) number(units, HOURS))
                .plusMinutes((long) number(units, MINUTES))
                .plus(nanos(number(units, SECONDS) * 1e9 + number(units, MILLIS) * 1e6));
    }

    private static double number(Matcher units, int group) {
        return units.group(group) == null ? 0 : Double.parseDouble(units.group(group));
    }

    private static Duration nanos(double nanos) {
        return Duration.ofNanos((long) nanos);
    }

    private static @Nullable String first(WireReply reply, String name, String otherName) {
        String value = reply.header(name);
        String found = value == null ? reply.header(otherName) : value;
        return found == null ? null : found.strip();
    }
}
