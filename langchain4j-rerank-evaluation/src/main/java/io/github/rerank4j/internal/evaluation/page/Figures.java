package io.github.rerank4j.internal.evaluation.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them; the same ones in every locale. */
public final class Figures {

    private static final double SMALLEST_P = 0.001;
    private static final int DIGITS = 4;
    private static final int MOST_ZEROS = 6;

    private Figures() {}

    /** A metric: three digits behind the point. */
    public static String metric(double number) {
        return String.format(Locale.ROOT, "%.3f", number + 0.0);
    }

    /** A difference of metrics, with its sign. */
    public static String signed(double number) {
        String signed = String.format(Locale.ROOT, "%+.3f", number);
        return signed.substring(1).equals("0.000") ? "0.000" : signed;
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
        return digits(number, RoundingMode.HALF_EVEN);
    }

    /** A threshold in full, so that whoever copies it has the same number. */
    public static String threshold(double number) {
        return written(BigDecimal.valueOf(number));
    }

    /** An interval of scores, which its ends may leave a little wider: {@code 0.396 to 0.4679}. */
    public static String scores(double low, double high) {
        return digits(low, RoundingMode.FLOOR) + " to " + digits(high, RoundingMode.CEILING);
    }

    private static String digits(double number, RoundingMode rounding) {
        return Double.isFinite(number)
                ? written(BigDecimal.valueOf(number).round(new MathContext(DIGITS, rounding)))
                : "–";
    }

    /** Very large and very small numbers with a power of ten instead of hundreds of zeros. */
    private static String written(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        int magnitude = stripped.precision() - stripped.scale();
        return magnitude > -MOST_ZEROS && magnitude <= 2 * MOST_ZEROS ? stripped.toPlainString() : stripped.toString();
    }

    /** Milliseconds. */
    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }

    /** A count of things: {@code 1 question}, {@code 1,200 questions}. */
    public static String count(long count, String singular) {
        return count(count) + " " + singular + (count == 1 ? "" : "s");
    }

    /** A count with its thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
