package io.github.rerank4j.resilience;

/** The failure of a call that no member has answered. */
interface ChainFailure {

    /** Whether any member has failed, or rests, by a fault of its own; else it was a lack of time, or our own doing. */
    boolean isMembersFault();
}
