package io.github.rerank4j.testkit;

import java.util.List;

/** Whom a reranker asks in the end, a service or another reranker, as promises steer and watch it. */
interface Asked {

    /** From now on each document that is a number has that number as its score. */
    void echoes();

    /** As {@link #echoes}, but answers nobody before it has been asked so often. */
    void echoesTogether(int questions);

    /** From now on there is no answer. */
    void isSilent();

    /** From now on it fails in a way that may pass. */
    void isBusy();

    /** How often it was asked. */
    int count();

    /** The next question that has come. */
    Question awaitQuestion();

    /** Waits until a question that found it silent is given up. */
    void awaitGivenUp();

    /**
     * What was asked.
     *
     * @param documents their texts
     * @param whole all of it that is not different each time
     */
    record Question(List<String> documents, String whole) {}
}
