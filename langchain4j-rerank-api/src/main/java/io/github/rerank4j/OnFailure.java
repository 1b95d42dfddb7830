package io.github.rerank4j;

/** What becomes of the documents of a question when the model fails to score them. */
public enum OnFailure {

    /** The model's exception goes to the caller: no answer is better than one from documents nobody ranked. */
    FAIL,

    /**
     * The documents keep the order they came in and the scores they have, cut to the number that is asked for; no
     * threshold is applied, because it is one for other scores. Logged as a warning without a text, the first time and
     * then at most once a minute, and counted.
     */
    KEEP_ORDER
}
