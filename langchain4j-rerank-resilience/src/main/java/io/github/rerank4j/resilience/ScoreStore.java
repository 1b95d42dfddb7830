package io.github.rerank4j.resilience;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the scores of a {@link CachingScoringModel} outside this JVM, for several applications. Thread-safe; it may block,
 * because it is called on platform threads of the cache's. The cache does not close it.
 *
 * <p>A store never makes a call fail: an exception, a failed future, null, an array of another length, an infinite score,
 * or more than 50 ms count as "no score known", and are logged at most once a minute. Until its first answer a store may
 * be late for ten seconds without a log line, because the first question often opens its connection. While 32 questions
 * are late, it is asked nothing.
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
     * Keeps scores. No call waits for that; whoever asks for the same documents until then, or for 50 ms, is answered
     * without the store.
     *
     * @param keys at least one, each once; immutable
     * @param scores finite, one per key in the order of the keys; the store may keep the array
     * @param timeToLive after which a score is no longer to be known; longer than zero
     */
    CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] scores, Duration timeToLive);
}
