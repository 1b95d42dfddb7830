package io.github.rerank4j.resilience;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where a {@link CachingScoringModel} keeps scores instead of this JVM's memory: a store that several applications share.
 * Many calls at once use it, always on threads of the cache's, so that it may block; a cache does not close it.
 *
 * <p>A cache never fails for its store. What it throws or completes with a failure, an answer that is null or has
 * another length, an infinite score and an answer after 50 ms count as not known, and are logged once a minute.
 */
public interface ScoreStore {

    /**
     * The scores that are known, one per key in the order of the keys; {@link Double#NaN} for one that is not. The
     * future is cancelled when it is late.
     *
     * @param keys at least one, each once; immutable
     */
    CompletableFuture<double[]> getAll(List<ScoreKey> keys);

    /**
     * Keeps scores. No call waits for that; whoever asks for the same documents within the first 50 ms is answered
     * without the store.
     *
     * @param keys at least one, each once; immutable
     * @param scores finite, one per key in the order of the keys; may be kept
     * @param timeToLive after which a score is no longer to be known; longer than zero
     */
    CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] scores, Duration timeToLive);
}
