package io.github.rerank4j.evaluation;

/** A question that a model did not answer, so that it counts 0. Immutable. */
public final class FailedQuery {

    record Values(String id, String error) {}

    private final Values values;

    FailedQuery(Values values) {
        this.values = values;
    }

    /** The question's id. */
    public String id() {
        return values.id();
    }

    /** What happened, on one line. */
    public String error() {
        return values.error();
    }

    @Override
    public String toString() {
        return "FailedQuery[id=" + id() + "]";
    }
}
