package io.github.rerank4j.evaluation;

/** How far an evaluation is. Immutable. */
public final class EvaluationProgress {

    record Values(String model, int done, int total, int failed, int known, int allDone, int allTotal) {}

    private final Values values;

    EvaluationProgress(Values values) {
        this.values = values;
    }

    /** Whose answer has come. */
    public String model() {
        return values.model();
    }

    /** How many of its questions are done, failed ones, kept ones and those that are not asked any more included. */
    public int done() {
        return values.done();
    }

    /** How many questions it has. */
    public int total() {
        return values.total();
    }

    /** How many of its questions have failed, those that are not asked any more included. */
    public int failed() {
        return values.failed();
    }

    /** How many of its answers were kept from before, so that nobody was asked. */
    public int known() {
        return values.known();
    }

    /** How many questions are done, over all models. */
    public int allDone() {
        return values.allDone();
    }

    /** How many questions there are, over all models. */
    public int allTotal() {
        return values.allTotal();
    }

    @Override
    public String toString() {
        return "EvaluationProgress[model=" + model() + ", done=" + done() + ", total=" + total() + ", failed="
                + failed() + ", known=" + known() + "]";
    }
}
