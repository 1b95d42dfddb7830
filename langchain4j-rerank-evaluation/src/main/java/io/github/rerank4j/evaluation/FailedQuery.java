package io.github.rerank4j.evaluation;

/** A question that a model did not answer, so that it counts 0. Immutable. */
public final class FailedQuery {

    record Values(String id, String error, boolean asked) {}

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

    /**
     * Whether the model was asked. It is not where an earlier question, before it had answered any, failed because of the
     * key, the address or the model's name.
     */
    public boolean isAsked() {
        return values.asked();
    }

    @Override
    public String toString() {
        return "FailedQuery[id=" + id() + "]";
    }
}
