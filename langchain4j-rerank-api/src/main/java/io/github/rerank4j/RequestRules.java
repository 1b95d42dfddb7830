package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** What every reranker refuses, in the same words, for authors of rerankers. */
public final class RequestRules {

    private RequestRules() {}

    /**
     * The request, which is there.
     *
     * @throws IllegalArgumentException if it is null
     */
    public static RerankRequest requirePresent(@Nullable RerankRequest request) {
        if (request == null) {
            throw new IllegalArgumentException("the request is null; give one");
        }
        return request;
    }

    /**
     * That a query says something.
     *
     * @throws IllegalArgumentException if it is a blank text
     */
    public static void requireQuery(Content query) {
        if (query instanceof TextContent text && text.text().isBlank()) {
            throw new IllegalArgumentException("the query is blank; there is nothing to rank the documents for");
        }
    }

    /**
     * That an output can be made of the scores of a model.
     *
     * @param modelName the model that is asked; null where the server has just one
     * @param rawScale the range of what it sends
     * @throws InvalidRequestException for probabilities of a scale that nobody knows, or a calibration of another model
     */
    public static void requireFit(ScoreOutput output, @Nullable String modelName, ScoreScale rawScale) {
        if (output == ScoreOutput.PROBABILITY && rawScale == ScoreScale.UNKNOWN) {
            throw new InvalidRequestException("scores(PROBABILITY) needs a known score scale, and that of this call's"
                    + " model is unknown; use scores(RAW)");
        }
        String fault = output.fault(modelName, rawScale);
        if (fault != null) {
            throw new InvalidRequestException(
                    fault + "; give the request scores(RAW), or the calibration of the model it asks");
        }
    }
}
