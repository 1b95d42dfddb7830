package io.github.rerank4j.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The simplest store there can be. */
class MapStore implements ScoreStore {

    final Map<ScoreKey, Double> scores = new ConcurrentHashMap<>();
    volatile Duration timeToLive = Duration.ZERO;

    @Override
    public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
        return CompletableFuture.completedFuture(keys.stream()
                .mapToDouble(key -> scores.getOrDefault(key, Double.NaN))
                .toArray());
    }

    @Override
    public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] values, Duration ttl) {
        timeToLive = ttl;
        for (int i = 0; i < values.length; i++) {
            scores.put(keys.get(i), values[i]);
        }
        return CompletableFuture.completedFuture(null);
    }
}
