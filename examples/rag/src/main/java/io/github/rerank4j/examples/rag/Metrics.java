package io.github.rerank4j.examples.rag;

import io.github.rerank4j.examples.knowledge.Language;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * How well rankings answer their questions.
 *
 * @param hitRate the share of questions whose first passage is a right one
 * @param reciprocalRank the mean of 1 / place of the best right passage, 0 beyond place 10 (MRR@10)
 */
record Metrics(int questions, double hitRate, double reciprocalRank) {

    private static final int DEPTH = 10;

    static Metrics of(Collection<Ranking> rankings) {
        return new Metrics(rankings.size(), mean(rankings, Metrics::hit), mean(rankings, Metrics::reciprocalRank));
    }

    /** The metrics of the questions of one language. */
    static Metrics of(Collection<Ranking> rankings, Language language) {
        return of(rankings.stream()
                .filter(ranking -> ranking.question().language() == language)
                .toList());
    }

    private static double mean(Collection<Ranking> rankings, ToDoubleFunction<Ranking> metric) {
        return rankings.stream().mapToDouble(metric).average().orElse(0);
    }

    /** 1 if the first passage is a right one, else 0. */
    static double hit(Ranking ranking) {
        return ranking.place().orElse(0) == 1 ? 1 : 0;
    }

    /** 1 / place of the best right passage, 0 beyond place 10. */
    static double reciprocalRank(Ranking ranking) {
        int place = ranking.place().orElse(DEPTH + 1);
        return place <= DEPTH ? 1.0 / place : 0;
    }
}
