package io.github.rerank4j.internal;

import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankWire;

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
    static CallPlan of(RerankRequest request, ScoreOutput usual, RerankWire wire) {
        RerankCall call = call(request);
        ModelTraits traits = wire.traits(call.modelName());
        ScoreOutput output = request.scores().orElse(usual);
        RequestRules.requireFit(output, call.modelName(), traits.scale());
        return new CallPlan(request, call, traits, output);
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
