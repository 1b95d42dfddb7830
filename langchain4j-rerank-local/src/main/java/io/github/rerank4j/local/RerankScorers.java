package io.github.rerank4j.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The scorers that are there, by their names, for whoever chooses by configuration. This module has {@code word-overlap}
 * and {@code bm25}; other jars may bring more, see {@link RerankScorer}. Immutable; keep it no longer than the class
 * loader.
 */
public final class RerankScorers {
    private final Map<String, RerankScorer> scorers;

    private RerankScorers(Map<String, RerankScorer> scorers) {
        this.scorers = scorers;
    }

    /**
     * The scorers that a class loader sees.
     *
     * @throws java.util.ServiceConfigurationError if one of them cannot be loaded
     * @throws IllegalStateException if two have the same name
     */
    public static RerankScorers of(ClassLoader loader) {
        Map<String, RerankScorer> found = new LinkedHashMap<>();
        for (RerankScorer scorer : ServiceLoader.load(RerankScorer.class, loader)) {
            RerankScorer other = found.put(scorer.name(), scorer);
            if (other != null) {
                throw new IllegalStateException(other.getClass().getName() + " and "
                        + scorer.getClass().getName() + " are both the scorer \"" + scorer.name()
                        + "\"; remove one of their jars");
            }
        }
        return new RerankScorers(found);
    }

    /** All names, in the order in which the class loader finds the scorers, which is that of the class path. */
    public List<String> names() {
        return List.copyOf(scorers.keySet());
    }

    /**
     * The scorer of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none; lists all names
     */
    public RerankScorer named(String name) {
        RerankScorer scorer = scorers.get(name.strip().toLowerCase(Locale.ROOT));
        if (scorer == null) {
            throw new IllegalArgumentException(
                    "there is no scorer named \"" + name + "\"; there are " + String.join(", ", scorers.keySet()));
        }
        return scorer;
    }
}
