package io.github.rerank4j.evaluation;

/** How long calls took as the client saw it, waiting for a turn and retries included; the first call of a model is left out. Immutable. */
public final class Latency {

    record Values(double p50, double p95, int calls) {}

    private final Values values;

    Latency(Values values) {
        this.values = values;
    }

    /** Milliseconds within which half of the calls were answered. */
    public double p50() {
        return values.p50();
    }

    /** Milliseconds within which 95 % of the calls were answered. */
    public double p95() {
        return values.p95();
    }

    /** How many calls were timed. */
    public int calls() {
        return values.calls();
    }

    @Override
    public String toString() {
        return "Latency[p50=" + p50() + ", p95=" + p95() + ", calls=" + calls() + "]";
    }
}
