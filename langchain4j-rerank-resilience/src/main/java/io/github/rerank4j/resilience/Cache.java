package io.github.rerank4j.resilience;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.concurrent.RememberedByName;
import io.github.rerank4j.concurrent.Timers;
import java.util.concurrent.Executor;

/**
 * What the calls of one cache share.
 *
 * @param reranker the model
 * @param traits of it
 * @param models which model answers under its name
 * @param threads of ours
 * @param lateNanos after how long a failure is a late one
 * @param carries whether code of a user's puts a context around all work
 * @param listened whether code of a user's runs when any call ends
 */
record Cache(
        Reranker reranker,
        RememberedByName<RerankerTraits> traits,
        KeyMaker keyMaker,
        KnownScores store,
        StoreTally tally,
        AnsweringModels models,
        Flights flights,
        Timers timers,
        Executor threads,
        long lateNanos,
        boolean carries,
        boolean listened) {}
