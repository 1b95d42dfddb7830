package io.github.rerank4j.resilience;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The scores that a cache has kept. Nothing here throws for a store's fault. Safe for use by many threads. */
interface KnownScores {

    /**
     * Looks for scores.
     *
     * @param patienceNanos how long the caller can wait
     * @param found receives one number per key, NaN for one that is not known, or null if there is no answer; called
     *     once, before this returns or on a thread of ours
     */
    void find(Keys keys, long patienceNanos, Consumer<double @Nullable []> found);

    /** Whether {@link #keep} is over when it returns. */
    boolean keepsAtOnce();

    /**
     * Keeps scores.
     *
     * @param keys each once
     * @param kept called when that is done, or takes too long
     */
    void keep(List<ScoreKey> keys, double[] scores, Runnable kept);
}
