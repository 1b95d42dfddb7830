package io.github.rerank4j;

/** How a service's numbers are handed over. Neither choice depends on the other documents of a call. */
public enum Scores {

    /** As the service sent them; see the model's {@link ScoreScale}. The default. */
    RAW,

    /**
     * Between 0 and 1: the logistic function of a logit, or a probability, of which only what rounding has put out of
     * that range is put back. A probability that is farther out is an {@link InvalidReplyException}. Refused where the
     * scale of the model is not known.
     */
    PROBABILITY
}
