package io.github.rerank4j.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scores in the memory of this JVM: the ones that are used most, each for a while. */
final class MemoryStore implements KnownScores {

    /** A score is an object once, when it is kept; finding it makes none. */
    private final Cache<ScoreKey, Double> scores;

    MemoryStore(int maxDocuments, Duration timeToLive, Ticker ticker) {
        // on the threads that come by: it has none to be closed, and the common pool may be somebody's whole work
        scores = Caffeine.newBuilder()
                .maximumSize(maxDocuments)
                .expireAfterWrite(timeToLive)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void find(Keys keys, long patienceNanos, Consumer<double @Nullable []> found) {
        double[] known = new double[keys.all()];
        for (int i = 0; i < known.length; i++) {
            ScoreKey key = keys.of(i);
            Double score = key == null ? null : scores.getIfPresent(key);
            known[i] = score == null ? Double.NaN : score;
        }
        found.accept(known);
    }

    @Override
    public boolean keepsAtOnce() {
        return true;
    }

    @Override
    public void keep(List<ScoreKey> keys, double[] values, Runnable kept) {
        for (int i = 0; i < values.length; i++) {
            scores.put(keys.get(i), values[i]);
        }
        kept.run();
    }

    /** How many scores there are, give or take some. */
    long size() {
        scores.cleanUp();
        return scores.estimatedSize();
    }
}
