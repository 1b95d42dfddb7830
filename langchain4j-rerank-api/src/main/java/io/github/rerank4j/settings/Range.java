package io.github.rerank4j.settings;

import io.github.rerank4j.concurrent.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a setting may have. Immutable.
 *
 * @param <T> what the setting is
 */
public final class Range<T extends Comparable<? super T>> {

    private final T least;
    private final boolean leastIsIn;
    private final @Nullable T most;

    private Range(T least, boolean leastIsIn, @Nullable T most) {
        this.least = least;
        this.leastIsIn = leastIsIn;
        this.most = most;
    }

    /** That value and all above it. */
    public static <T extends Comparable<? super T>> Range<T> atLeast(T least) {
        return new Range<>(least, true, null);
    }

    /** All above that value, which is not one of them. */
    public static <T extends Comparable<? super T>> Range<T> above(T least) {
        return new Range<>(least, false, null);
    }

    /** Both values and all between them. */
    public static <T extends Comparable<? super T>> Range<T> between(T least, T most) {
        return new Range<>(least, true, most);
    }

    /** The lower end. */
    public T least() {
        return least;
    }

    /** Whether the lower end is one of the values. */
    public boolean leastIsIn() {
        return leastIsIn;
    }

    /** The upper end, which is one of the values; empty where there is none. */
    public Optional<T> most() {
        return Optional.ofNullable(most);
    }

    /** Whether a value is one of them. */
    public boolean has(T value) {
        int beyond = value.compareTo(least);
        return (leastIsIn ? beyond >= 0 : beyond > 0) && (most == null || value.compareTo(most) <= 0);
    }

    /**
     * Refuses another value.
     *
     * @param setting whose value it is
     * @param value null where the setting is not set
     * @throws SettingException if it is not one of them
     */
    public void require(String setting, @Nullable T value) {
        if (value != null && !has(value)) {
            throw SettingException.of("{%s} is %s, but must be %s", "", setting, readable(value), this);
        }
    }

    /** The range in words, to follow "must be": {@code at least 1}. */
    @Override
    public String toString() {
        if (most != null) {
            return "from " + text(least) + " to " + text(most);
        }
        if (least instanceof Duration duration && duration.isZero()) {
            return leastIsIn ? "zero or longer" : "longer than zero";
        }
        if (!leastIsIn) {
            return "above " + text(least);
        }
        return least.equals(0) ? "0 or more" : "at least " + text(least);
    }

    private static String readable(Object value) {
        return value instanceof Duration duration ? Durations.readable(duration) : value.toString();
    }

    private static String text(Object value) {
        return readable(value).replaceFirst("\\.0$", "");
    }
}
