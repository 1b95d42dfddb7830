package io.github.rerank4j;

/** The range a model's scores live in. Higher is always more relevant. */
public enum ScoreScale {

    /** Any finite number; 0 is not a lower end, and a threshold such as 0.5 means nothing. */
    LOGIT,

    /** From 0 to 1. Not comparable between models all the same. */
    PROBABILITY,

    /** Depends on the model behind the server, and the service does not say. */
    UNKNOWN
}
