package io.github.rerank4j.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as numbers, whatever a user gives, and in words. */
public final class Durations {

    private Durations() {}

    /** In nanoseconds; half of what fits a long for what does not. */
    public static long saturatedNanos(Duration duration) {
        long most = Long.MAX_VALUE / 2;
        if (Math.abs(duration.toSeconds() / 2) > most / 2_000_000_000L) {
            return duration.isNegative() ? -most : most;
        }
        return duration.toNanos();
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
