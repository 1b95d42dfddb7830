package io.github.rerank4j.internal.evaluation.page;

/**
 * Numbers on a line.
 *
 * @param low the number at the start
 * @param high the number at the end, above the first one
 * @param from where the line starts
 * @param to where it ends
 */
record Axis(double low, double high, double from, double to) {

    /** An axis with all these numbers in it, and some room around them. */
    static Axis around(double[] numbers, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                low = Math.min(low, number);
                high = Math.max(high, number);
            }
        }
        if (low > high) {
            return new Axis(0, 1, from, to);
        }
        double room = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high), 1) * 0.1;
        return new Axis(low - room, high + room, from, to);
    }

    double at(double number) {
        double inside = Math.max(low, Math.min(high, number));
        return from + (inside - low) / (high - low) * (to - from);
    }

    /** About so many round numbers on it. */
    double[] ticks(int about) {
        double step = step((high - low) / about);
        int first = (int) Math.ceil(low / step);
        int last = (int) Math.floor(high / step);
        if (!(step > 0) || last - first > 10 * about || last < first) {
            return new double[0];
        }
        double[] ticks = new double[last - first + 1];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = (first + i) * step;
        }
        return ticks;
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double ratio = rough / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }
}
