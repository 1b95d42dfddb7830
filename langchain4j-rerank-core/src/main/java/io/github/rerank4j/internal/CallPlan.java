package io.github.rerank4j.internal;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankWire;
import org.jspecify.annotations.Nullable;

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
     * @throws InvalidRequestException for probabilities of a scale that nobody knows, or a calibration of another model
     */
    static CallPlan of(RerankRequest request, ScoreOutput usual, RerankWire wire) {
        RerankCall call = call(request);
        ModelTraits traits = wire.traits(call.modelName());
        ScoreOutput output = request.scores().orElse(usual);
        requireScale(output, traits);
        requireFit(output, call.modelName(), traits);
        return new CallPlan(request, call, traits, output);
    }

    /** Refuses a query that says nothing. */
    static void requireQuery(Content query) {
        if (query instanceof TextContent text && text.text().isBlank()) {
            throw new IllegalArgumentException("the query is blank; there is nothing to rank the documents for");
        }
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

    private static void requireScale(ScoreOutput output, ModelTraits traits) {
        if (output == ScoreOutput.PROBABILITY && traits.scale() == ScoreScale.UNKNOWN) {
            throw new InvalidRequestException("scores(PROBABILITY) needs a known score scale, and that of this call's"
                    + " model is unknown; use scores(RAW)");
        }
    }

    private static void requireFit(ScoreOutput output, @Nullable String modelName, ModelTraits traits) {
        String fault = output.fault(modelName, traits.scale());
        if (fault != null) {
            throw new InvalidRequestException(
                    fault + "; give the request scores(RAW), or the calibration of the model it asks");
        }
    }
}
