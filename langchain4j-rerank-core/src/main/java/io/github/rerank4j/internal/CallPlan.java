package io.github.rerank4j.internal;

import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.concurrent.RememberedByName;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;

/**
 * What one call asks, of which model, and how its scores are handed over.
 *
 * @param request as it is judged
 * @param call the same as the wire gets it
 * @param traits of the model it asks
 * @param output how its scores are handed over
 */
record CallPlan(RerankRequest request, RerankCall call, ModelTraits traits, ScoreOutput output) {

    /**
     * The plan of a request.
     *
     * @throws dev.langchain4j.exception.InvalidRequestException as {@link RequestRules#requireFit}
     */
    static CallPlan of(RerankRequest request, ScoreOutput usual, RememberedByName<ModelTraits> known) {
        RerankCall call = call(request);
        ModelTraits traits = known.of(call.modelName());
        ScoreOutput output = request.scores().orElse(usual);
        RequestRules.requireFit(output, call.modelName(), traits.scale());
        return new CallPlan(request, call, traits, output);
    }

    /** Whether each score has to be from 0 to 1: the caller wants probabilities, and the model claims to give them. */
    boolean needsProbabilities() {
        return output == ScoreOutput.PROBABILITY && traits.scale() == ScoreScale.PROBABILITY;
    }

    private static RerankCall call(RerankRequest request) {
        return new RerankCall(
                request.query(),
                request.documents(),
                request.modelName().orElse(null),
                request.instruction().orElse(null),
                request.input(),
                request.parameters());
    }
}
