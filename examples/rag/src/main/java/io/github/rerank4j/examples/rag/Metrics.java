package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.Language;
import java.util.Collection;
import java.util.OptionalInt;

/**
 * How well rankings answer their questions.
 *
 * @param hitRate the share of questions whose first passage is a right one
 * @param reciprocalRank the mean of 1 / place of the best right passage, 0 beyond place 10 (MRR@10)
 */
record Metrics(int questions, double hitRate, double reciprocalRank) {

    private static final int DEPTH = 10;

    static Metrics of(Collection<Ranking> rankings) {
        return new Metrics(
                rankings.size(),
                mean(rankings, place -> place == 1 ? 1 : 0),
                mean(rankings, place -> place <= DEPTH ? 1.0 / place : 0));
    }

    /** The metrics of the questions of one language. */
    static Metrics of(Collection<Ranking> rankings, Language language) {
        return of(rankings.stream()
                .filter(ranking -> ranking.question().language() == language)
                .toList());
    }

    private static double mean(Collection<Ranking> rankings, Gain gain) {
        return rankings.stream()
                        .map(Ranking::place)
                        .filter(OptionalInt::isPresent)
                        .mapToDouble(place -> gain.of(place.getAsInt()))
                        .sum()
                / Math.max(1, rankings.size());
    }

    private interface Gain {
        double of(int place);
    }
}
