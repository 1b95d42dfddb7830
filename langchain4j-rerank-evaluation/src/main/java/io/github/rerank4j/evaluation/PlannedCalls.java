package io.github.rerank4j.evaluation;

import io.github.rerank4j.RerankRequest;
import java.util.List;
import java.util.stream.Stream;

/** What an evaluation is going to ask of one model. Immutable. */
public final class PlannedCalls {

    record Values(
            String model, List<JudgedQuery> questions, int known, Candidates candidates, long documents, long tokens) {}

    private final Values values;

    PlannedCalls(Values values) {
        this.values = values;
    }

    /** The model's name. */
    public String model() {
        return values.model();
    }

    /** How many questions it is asked, each with all its candidates: one request, or more where its limits ask for it. */
    public int queries() {
        return values.questions().size();
    }

    /** One for each question that is asked, as it will be asked, in the order of the questions; each made when it is taken. */
    public Stream<RerankRequest> requests() {
        return values.questions().stream()
                .map(question -> Call.request(question, values.candidates().documents(question.id()))
                        .build());
    }

    /** How many questions it is not asked, because their answers are kept. */
    public int known() {
        return values.known();
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
        return "PlannedCalls[model=" + model() + ", queries=" + queries() + ", known=" + known() + ", documents="
                + documents() + ", estimatedTokens=" + estimatedTokens() + "]";
    }
}
