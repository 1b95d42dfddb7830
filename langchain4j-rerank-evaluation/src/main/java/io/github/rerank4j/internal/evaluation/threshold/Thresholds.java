package io.github.rerank4j.internal.evaluation.threshold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Thresholds of scores, and what they do. */
public final class Thresholds {

    private static final int POINTS = 100;
    /** Shares that differ by rounding alone are equal. */
    private static final double ROUNDING = 1e-12;

    private Thresholds() {}

    /** What a threshold is to achieve. */
    public enum Aim {
        /** Keep so much of what is relevant. */
        RECALL,
        /** Have so much of what is kept relevant. */
        PRECISION;

        /** Its name in a sentence. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A target.
     *
     * @param aim what is to be reached
     * @param share how much of it, between 0 and 1
     */
    public record Target(Aim aim, double share) {}

    /**
     * The threshold that reaches a target: the highest one that keeps enough, or the lowest one for which the lower end of
     * the precision's interval is high enough; empty if there is none. It is a short number, which may lie between two
     * scores.
     *
     * @param weights how often each question counts
     */
    public static OptionalDouble choose(ScoredPairs pairs, int[] weights, Target target) {
        return target.aim() == Aim.RECALL
                ? keepingEnough(pairs, weights, target.share())
                : preciseEnough(pairs, weights, target.share());
    }

    /** Only relevant pairs change a recall. */
    private static OptionalDouble keepingEnough(ScoredPairs pairs, int[] weights, double share) {
        double all = 0;
        for (int pair : pairs.relevantOnes()) {
            all += weights[pairs.question(pair)];
        }
        double kept = 0;
        for (int pair : pairs.relevantOnes()) {
            kept += weights[pairs.question(pair)];
            if (kept / all >= share - ROUNDING) {
                return OptionalDouble.of(pairs.threshold(pair));
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble preciseEnough(ScoredPairs pairs, int[] weights, double share) {
        Tally tally = new Tally(pairs, weights);
        int chosen = -1;
        for (int pair = 0; pair < pairs.size(); pair++) {
            tally.keep(pair);
            if (pairs.endsGroup(pair) && tally.precisionLow() >= share - ROUNDING) {
                chosen = pair;
            }
        }
        return chosen < 0 ? OptionalDouble.empty() : OptionalDouble.of(pairs.threshold(chosen));
    }

    /** What a threshold keeps of the questions. */
    public static ThresholdEffect at(ScoredPairs pairs, double minScore) {
        Tally tally = new Tally(pairs, everyQuestionOnce(pairs));
        for (int pair = 0; pair < pairs.size() && pairs.score(pair) >= minScore; pair++) {
            tally.keep(pair);
        }
        return tally.at(minScore);
    }

    /** What about a hundred thresholds keep, from the lowest score there is to the highest. */
    public static List<ThresholdEffect> curve(ScoredPairs pairs) {
        Tally tally = new Tally(pairs, everyQuestionOnce(pairs));
        List<ThresholdEffect> all = new ArrayList<>();
        for (int pair = 0; pair < pairs.size(); pair++) {
            tally.keep(pair);
            if (pairs.endsGroup(pair)) {
                all.add(tally.at(pairs.score(pair)));
            }
        }
        List<ThresholdEffect> some = new ArrayList<>();
        int steps = Math.min(POINTS, all.size());
        for (int step = steps - 1; step >= 0; step--) {
            some.add(all.get(steps == 1 ? 0 : (int) ((long) step * (all.size() - 1) / (steps - 1))));
        }
        return some;
    }

    /** Each question once. */
    public static int[] everyQuestionOnce(ScoredPairs pairs) {
        int[] weights = new int[pairs.questions()];
        Arrays.fill(weights, 1);
        return weights;
    }
}
