package io.github.rerank4j.springai;

/** What becomes of the documents when the model fails to score them. */
public enum OnFailure {

    /** The model's exception goes to the caller: no answer is better than one from documents nobody ranked. */
    FAIL,

    /**
     * The documents keep the order they came in and the scores they have, cut to {@code topN}; {@code minScore} is not
     * applied, because it is a threshold for other scores. Logged as a warning without a text, and counted.
     */
    KEEP_ORDER
}
