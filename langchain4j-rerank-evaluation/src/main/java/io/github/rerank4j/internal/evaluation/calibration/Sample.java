package io.github.rerank4j.internal.evaluation.calibration;

import io.github.rerank4j.internal.evaluation.threshold.ScoredPairs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores and whether each is that of something relevant.
 *
 * @param scores in any order
 * @param relevant as many
 */
record Sample(double[] scores, boolean[] relevant) {

    /** The pairs of some of the questions. */
    static Sample of(ScoredPairs pairs, boolean[] questions) {
        return of(
                pairs,
                IntStream.range(0, pairs.size())
                        .filter(pair -> questions[pairs.question(pair)])
                        .toArray());
    }

    /** All pairs. */
    static Sample of(ScoredPairs pairs) {
        return of(pairs, IntStream.range(0, pairs.size()).toArray());
    }

    private static Sample of(ScoredPairs pairs, int[] chosen) {
        boolean[] relevant = new boolean[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            relevant[i] = pairs.isRelevant(chosen[i]);
        }
        return new Sample(Arrays.stream(chosen).mapToDouble(pairs::score).toArray(), relevant);
    }

    int size() {
        return scores.length;
    }

    int positives() {
        int count = 0;
        for (boolean is : relevant) {
            count += is ? 1 : 0;
        }
        return count;
    }

    /** From the lowest score to the highest. */
    Sample sorted() {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((one, other) -> Double.compare(scores[one], scores[other]))
                .mapToInt(i -> i)
                .toArray();
        boolean[] flags = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            flags[i] = relevant[order[i]];
        }
        return new Sample(Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(), flags);
    }
}
