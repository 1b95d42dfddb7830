package io.github.rerank4j.evaluation;

/** The mean of a metric over the questions, and the interval in which it lies with 95 % for questions like these. Immutable. */
public final class MetricValue {

    record Values(double mean, double low, double high) {}

    private final Values values;

    MetricValue(Values values) {
        this.values = values;
    }

    /** The mean; a failed question counts 0. */
    public double mean() {
        return values.mean();
    }

    /** The lower end, found by drawing the questions 10,000 times. */
    public double low() {
        return values.low();
    }

    /** The upper end. */
    public double high() {
        return values.high();
    }

    @Override
    public String toString() {
        return "MetricValue[mean=" + mean() + ", low=" + low() + ", high=" + high() + "]";
    }
}
