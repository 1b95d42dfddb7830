package io.github.rerank4j.evaluation;

/** What equal scores leave open about a metric: they are ranked by document id, and any other order would be as right. Immutable. */
public final class TieEffect {

    record Values(int queries, double worst, double best) {}

    private final Values values;

    TieEffect(Values values) {
        this.values = values;
    }

    /** For how many questions the order of equal scores changes the metric. */
    public int queries() {
        return values.queries();
    }

    /** The mean with the worst order of equal scores everywhere. */
    public double worst() {
        return values.worst();
    }

    /** The mean with the best order. */
    public double best() {
        return values.best();
    }

    @Override
    public String toString() {
        return "TieEffect[queries=" + queries() + ", worst=" + worst() + ", best=" + best() + "]";
    }
}
