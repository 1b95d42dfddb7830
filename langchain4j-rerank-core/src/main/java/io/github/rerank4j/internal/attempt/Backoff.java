package io.github.rerank4j.internal.attempt;

import io.github.rerank4j.spi.WireReply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How long to wait before asking again: what the service asks for, else doubling from half a second, jittered. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 4;
    private static final int LEAST_SHARE = 10;
    private static final List<String> MILLISECONDS = List.of("retry-after-ms", "x-ms-retry-after-ms");
    private static final String NUMBER = "\\d+(\\.\\d+)?";

    private final Clock clock;
    private final DoubleSupplier random;

    /** Random numbers from 0 to 1. */
    Backoff(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    /** The wait before the attempt after this many failed ones: between half and all of the doubled step. */
    Duration before(int failedAttempts) {
        long step = FIRST.toNanos() << Math.min(failedAttempts - 1, MAX_DOUBLINGS);
        return Duration.ofNanos((long) (step * (0.5 + random.getAsDouble() / 2)));
    }

    /** The least wait before that attempt, whatever the service asks for: "at once", again and again, is no advice. */
    Duration least(int failedAttempts) {
        return before(failedAttempts).dividedBy(LEAST_SHARE);
    }

    /**
     * How long the service asks to wait: {@code retry-after-ms}, {@code x-ms-retry-after-ms}, {@code Retry-After} in
     * seconds or as a date; null where none of them makes sense.
     */
    @Nullable
    Duration asked(WireReply reply) {
        for (String name : MILLISECONDS) {
            Duration millis = number(reply.header(name), 1e6);
            if (millis != null) {
                return millis;
            }
        }
        String value = reply.header("Retry-After");
        if (value == null) {
            return null;
        }
        Duration seconds = number(value, 1e9);
        if (seconds != null) {
            return seconds;
        }
        Instant until = date(value.strip());
        return until == null ? null : notNegative(Duration.between(now(reply), until));
    }

    /** How long a service that refused because of its rate limit asks to wait; its reset where it says nothing else. */
    @Nullable
    Duration askedByLimit(WireReply reply) {
        Duration asked = asked(reply);
        return asked == null ? RateLimitReset.in(reply, now(reply)) : asked;
    }

    private static @Nullable Duration number(@Nullable String value, double nanos) {
        String trimmed = value == null ? "" : value.strip();
        return trimmed.matches(NUMBER) ? Duration.ofNanos((long) (Double.parseDouble(trimmed) * nanos)) : null;
    }

    /** The service's own clock where it shows it: the machine's may be wrong. */
    private Instant now(WireReply reply) {
        String date = reply.header("Date");
        Instant service = date == null ? null : date(date.strip());
        return service == null ? clock.instant() : service;
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static @Nullable Instant date(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
