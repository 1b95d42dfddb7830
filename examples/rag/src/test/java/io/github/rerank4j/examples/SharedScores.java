package io.github.rerank4j.examples;

import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.resilience.ScoreStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A map in the place of a database. */
// tag::score-store[]
final class SharedScores implements ScoreStore {

    private record Kept(double score, Instant until) {}

    private final Map<ScoreKey, Kept> scores = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
        Instant now = Instant.now();
        return CompletableFuture.completedFuture(keys.stream()
                .map(scores::get)
                .mapToDouble(kept -> kept == null || kept.until().isBefore(now) ? Double.NaN : kept.score())
                .toArray());
    }

    @Override
    public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] known, Duration timeToLive) {
        Instant until = Instant.now().plus(timeToLive);
        for (int i = 0; i < known.length; i++) {
            scores.put(keys.get(i), new Kept(known[i], until));
        }
        return CompletableFuture.completedFuture(null);
    }
}
// end::score-store[]
