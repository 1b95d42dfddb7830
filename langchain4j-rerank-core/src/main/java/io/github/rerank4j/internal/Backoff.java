package io.github.rerank4j.internal;

import io.github.rerank4j.spi.WireReply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How long to wait before asking again: what the service asks for, else doubling from half a second, jittered. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 4;
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

    /** What {@code Retry-After} asks for, in seconds or as a date; null where there is none that makes sense. */
    @Nullable
    Duration asked(WireReply reply) {
        String value = reply.header("Retry-After");
        if (value == null) {
            return null;
        }
        String trimmed = value.strip();
        if (trimmed.matches(NUMBER)) {
            return Duration.ofNanos((long) (Double.parseDouble(trimmed) * 1e9));
        }
        Instant until = date(trimmed);
        return until == null ? null : notNegative(Duration.between(now(reply), until));
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
