package io.github.rerank4j;

import dev.langchain4j.model.scoring.ScoringModel;

/** Makes a {@link Reranker} of any other scoring model. */
public final class Rerankers {

    private Rerankers() {}

    /**
     * Any scoring model as a reranker; a reranker itself is given back as it is.
     *
     * <ul>
     *   <li>Its scores are raw, and nothing is known of their scale. A call is checked as those of other rerankers are:
     *       one finite score per document, or {@link InvalidReplyException}.
     *   <li>A request with a timeout is done on a thread of ours, which is interrupted when the time is up; one without,
     *       by the caller's.
     *   <li>{@link Reranker#rerankAsync} uses the model's own {@code scoreAsync} where it has one, which gets texts
     *       without metadata, else its {@code scoreAll}; either is called on a thread of ours, because it may block, or
     *       on the executor of the request.
     *   <li>What LangChain4j's models do not know is refused: images and videos, an instruction, entries, probabilities,
     *       and a model's name where there is no {@code scoreAsync}.
     *   <li>{@link Reranker#close} ends the calls under way that are not on a caller's thread, and leaves the model open:
     *       it stays its owner's.
     * </ul>
     *
     * @throws IllegalArgumentException if the model is null
     */
    public static Reranker of(ScoringModel model) {
        if (model == null) {
            throw new IllegalArgumentException("the scoring model is null; give one");
        }
        if (model instanceof Reranker reranker) {
            return reranker;
        }
        return LangChain4jAsync.isThere() ? new AsyncAdaptedReranker(model) : new AdaptedReranker(model);
    }
}
