package io.github.rerank4j.resilience;

import io.github.rerank4j.Document;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RequestRules;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreOutput;
import java.util.List;

/**
 * What one call of a cache asks.
 *
 * @param request as it is judged
 * @param documents its candidates
 * @param traits of the model that is asked
 * @param output how the call's scores are handed over
 */
record Question(RerankRequest request, List<Document> documents, RerankerTraits traits, ScoreOutput output) {

    /**
     * The question of a request.
     *
     * @param request as it is judged
     * @throws dev.langchain4j.exception.InvalidRequestException if nothing can be made of the model's scores
     */
    static Question of(RerankRequest request, RerankerTraits traits) {
        ScoreOutput output = request.scores().orElse(traits.output());
        RequestRules.requireFit(output, request.modelName().orElse(null), traits.rawScale());
        return new Question(request, request.candidates(), traits, output);
    }

    /** Whether code of the caller's alone makes the scores that are handed over. */
    boolean hasOutputOfItsOwn() {
        return output != ScoreOutput.RAW && output != ScoreOutput.PROBABILITY && output != traits.output();
    }

    int size() {
        return documents.size();
    }

    /** The score that is handed over; finite. */
    double handedOver(double raw, int document) {
        return ScoreOutput.requireFinite(output.of(raw, traits.rawScale()), document);
    }

    /** Whether a score can be handed over. */
    boolean accepts(double raw) {
        try {
            return Double.isFinite(raw) && Double.isFinite(output.of(raw, traits.rawScale()));
        } catch (InvalidReplyException refused) {
            return false;
        }
    }

    boolean acceptsAll(double[] raw) {
        for (double score : raw) {
            if (!accepts(score)) {
                return false;
            }
        }
        return true;
    }
}
