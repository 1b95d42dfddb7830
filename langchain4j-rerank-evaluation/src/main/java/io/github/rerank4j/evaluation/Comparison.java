package io.github.rerank4j.evaluation;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Two models compared by one metric, question by question. Immutable. */
public final class Comparison {

    static final double SIGNIFICANT = 0.05;

    record Values(
            String a,
            String b,
            String metric,
            double difference,
            double low,
            double high,
            double pValue,
            double adjustedPValue,
            int queries,
            int differing,
            @Nullable Integer neededQueries) {}

    private final Values values;

    Comparison(Values values) {
        this.values = values;
    }

    /** The first model. */
    public String a() {
        return values.a();
    }

    /** The second model. */
    public String b() {
        return values.b();
    }

    /** The metric's name. */
    public String metric() {
        return values.metric();
    }

    /** The mean of the second minus that of the first: above 0, the second is better. */
    public double difference() {
        return values.difference();
    }

    /** The lower end of the difference's 95 % interval, found by drawing the questions 10,000 times. */
    public double low() {
        return values.low();
    }

    /** The upper end. */
    public double high() {
        return values.high();
    }

    /** How probable so large a difference is if both models are equal: a two-sided paired randomisation test. */
    public double pValue() {
        return values.pValue();
    }

    /** The same, after Holm's correction for the number of pairs that were compared by this metric. */
    public double adjustedPValue() {
        return values.adjustedPValue();
    }

    /** How many questions were compared. */
    public int queries() {
        return values.queries();
    }

    /** For how many of them the metric differs. */
    public int differing() {
        return values.differing();
    }

    /**
     * How many questions would show a difference of this size as significant at 5 % (uncorrected) in four of five samples.
     * At least 6, as fewer cannot show any. Empty where there is no difference, with a single question, and beyond a
     * billion.
     */
    public OptionalInt neededQueries() {
        return values.neededQueries() == null ? OptionalInt.empty() : OptionalInt.of(values.neededQueries());
    }

    /** Whether the difference is more than chance, at 5 % and after correction. */
    public boolean isSignificant() {
        return adjustedPValue() < SIGNIFICANT;
    }

    /** The same comparison with the models in the other order. */
    Comparison reversed() {
        return new Comparison(new Values(
                values.b(),
                values.a(),
                values.metric(),
                0.0 - values.difference(),
                0.0 - values.high(),
                0.0 - values.low(),
                values.pValue(),
                values.adjustedPValue(),
                values.queries(),
                values.differing(),
                values.neededQueries()));
    }

    @Override
    public String toString() {
        return "Comparison[a=" + a() + ", b=" + b() + ", metric=" + metric() + ", difference=" + difference()
                + ", pValue=" + pValue() + ", adjustedPValue=" + adjustedPValue() + "]";
    }
}
