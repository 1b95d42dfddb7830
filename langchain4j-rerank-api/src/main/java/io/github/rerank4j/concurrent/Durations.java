package io.github.rerank4j.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as numbers, whatever a user gives, and in words. */
public final class Durations {

    private static final long MOST = Long.MAX_VALUE / 2;

    private Durations() {}

    /** In nanoseconds; half of what fits a long for what does not. */
    public static long saturatedNanos(Duration duration) {
        if (Math.abs(duration.toSeconds() / 2) > MOST / 2_000_000_000L) {
            return duration.isNegative() ? -MOST : MOST;
        }
        return duration.toNanos();
    }

    /** The sum of two results of {@link #saturatedNanos}; half of what fits a long where it is more. */
    public static long saturatedSum(long one, long other) {
        return Math.min(MOST, one + other);
    }

    /** For messages: in seconds, below one in milliseconds. */
    public static String readable(Duration duration) {
        long nanos = saturatedNanos(duration);
        return nanos < 0 ? "-" + readable(-nanos) : readable(nanos);
    }

    private static String readable(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis < 1000) {
            return millis == 0 ? "0 s" : millis + " ms";
        }
        long tenths = millis % 1000 / 100;
        return millis / 1000 + (tenths == 0 ? "" : "." + tenths) + " s";
    }
}
