package io.github.rerank4j.evaluation;

/** What an evaluation is going to ask of one model. Immutable. */
public final class PlannedCalls {

    record Values(String model, int questions, int kept, long documents, long tokens) {}

    private final Values values;

    PlannedCalls(Values values) {
        this.values = values;
    }

    /** The model's name. */
    public String model() {
        return values.model();
    }

    /** How many questions it is asked, each with all its candidates: one request, or more where its limits ask for it. */
    public int questions() {
        return values.questions();
    }

    /** How many questions it is not asked, because their answers are kept. */
    public int kept() {
        return values.kept();
    }

    /** How many documents it gets, over all questions. */
    public long documents() {
        return values.documents();
    }

    /** An estimate of the tokens, as most services count them: the question once for each document. */
    public long estimatedTokens() {
        return values.tokens();
    }

    @Override
    public String toString() {
        return "PlannedCalls[model=" + model() + ", questions=" + questions() + ", kept=" + kept() + ", documents="
                + documents() + ", estimatedTokens=" + estimatedTokens() + "]";
    }
}
