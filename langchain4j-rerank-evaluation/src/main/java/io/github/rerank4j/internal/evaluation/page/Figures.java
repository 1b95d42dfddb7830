package io.github.rerank4j.internal.evaluation.page;

import java.util.Locale;

/** Numbers as people read them; the same ones in every locale. */
public final class Figures {

    private static final double SMALLEST_P = 0.001;

    private Figures() {}

    /** A metric: three digits behind the point. */
    public static String metric(double number) {
        return String.format(Locale.ROOT, "%.3f", number + 0.0);
    }

    /** A difference of metrics, with its sign. */
    public static String signed(double number) {
        return String.format(Locale.ROOT, "%+.3f", number + 0.0);
    }

    /** A p value. */
    public static String p(double p) {
        return p < SMALLEST_P ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    /** A share in percent. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** A score or a price: at most four digits that count. */
    public static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.4g", number);
    }

    /** Milliseconds. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }

    /** A count with its thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
