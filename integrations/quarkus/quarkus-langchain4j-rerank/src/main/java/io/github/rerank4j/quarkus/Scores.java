package io.github.rerank4j.quarkus;

import io.github.rerank4j.ScoreOutput;

/** How scores are handed over, by the names that properties have for it. */
public enum Scores {

    /** As the service sends them. */
    RAW(ScoreOutput.RAW),

    /** From 0 to 1. */
    PROBABILITY(ScoreOutput.PROBABILITY);

    @SuppressWarnings("ImmutableEnumChecker") // what these two are is for ever
    private final ScoreOutput output;

    Scores(ScoreOutput output) {
        this.output = output;
    }

    ScoreOutput output() {
        return output;
    }
}
