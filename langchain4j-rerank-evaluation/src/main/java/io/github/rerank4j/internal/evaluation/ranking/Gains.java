package io.github.rerank4j.internal.evaluation.ranking;

import java.util.function.IntToDoubleFunction;

/** What grades are worth in one question. */
final class Gains {

    private Gains() {}

    static IntToDoubleFunction linear() {
        return grade -> Math.max(0, grade);
    }

    /**
     * {@code 2^grade - 1}, for all grades divided by the same number, so that high ones do not become infinite.
     *
     * @param highest the highest grade there is
     */
    static IntToDoubleFunction exponential(int highest) {
        double one = Math.scalb(1.0, -highest);
        return grade -> grade <= 0 ? 0 : Math.scalb(1.0, grade - highest) - one;
    }
}
