package io.github.rerank4j.internal.evaluation.threshold;

import io.github.rerank4j.internal.evaluation.statistics.Bootstrap;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Aim;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Target;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What thresholds do to questions that they were not chosen on: each fifth of the questions with the threshold of the
 * others. Not thread-safe.
 */
public final class CrossValidation {

    private static final int FOLDS = 5;
    private static final int DRAWS = 2_000;

    private final ScoredPairs pairs;
    private final Target target;
    private final int[] fold;
    private final int[] kept;
    private final int[] right;
    private final int[] allRight;

    private CrossValidation(ScoredPairs pairs, Target target, SplitMix64 chance) {
        this.pairs = pairs;
        this.target = target;
        this.fold = folds(pairs, chance);
        this.kept = new int[pairs.questions()];
        this.right = new int[pairs.questions()];
        this.allRight = new int[pairs.questions()];
    }

    /**
     * What came of it.
     *
     * @param kept the threshold chosen on all questions, and what those chosen on the other parts kept
     * @param share of the target, with its interval
     */
    public record CrossValidated(ThresholdEffect kept, Interval share) {}

    /**
     * What came of it; empty if no threshold reaches the target in one of the parts it is chosen on.
     *
     * @param chosen the threshold that was chosen on all questions
     */
    public static Optional<CrossValidated> of(ScoredPairs pairs, Target target, double chosen, SplitMix64 chance) {
        return new CrossValidation(pairs, target, chance).outcome(chosen, chance);
    }

    /** Answerable questions and others are spread evenly. */
    private static int[] folds(ScoredPairs pairs, SplitMix64 chance) {
        int[] fold = new int[pairs.questions()];
        int answerable = 0;
        int others = 0;
        for (int question : chance.shuffled(pairs.questions())) {
            fold[question] = (pairs.isAnswerable(question) ? answerable++ : others++) % FOLDS;
        }
        return fold;
    }

    private Optional<CrossValidated> outcome(double chosen, SplitMix64 chance) {
        for (int part = 0; part < FOLDS; part++) {
            int out = part;
            int[] others = IntStream.of(fold).map(of -> of == out ? 0 : 1).toArray();
            OptionalDouble threshold = Thresholds.choose(pairs, others, target);
            if (threshold.isEmpty()) {
                return Optional.empty();
            }
            count(out, threshold.getAsDouble());
        }
        return Optional.of(new CrossValidated(kept(chosen), interval(chance)));
    }

    private void count(int out, double threshold) {
        for (int pair = 0; pair < pairs.size(); pair++) {
            int question = pairs.question(pair);
            if (fold[question] == out) {
                boolean keeps = pairs.score(pair) >= threshold;
                boolean relevant = pairs.isRelevant(pair);
                kept[question] += keeps ? 1 : 0;
                right[question] += keeps && relevant ? 1 : 0;
                allRight[question] += relevant ? 1 : 0;
            }
        }
    }

    private ThresholdEffect kept(double threshold) {
        int[] once = Thresholds.everyQuestionOnce(pairs);
        double[] empty = new double[2];
        double[] all = new double[2];
        for (int question = 0; question < kept.length; question++) {
            int kind = pairs.isAnswerable(question) ? 0 : 1;
            all[kind]++;
            empty[kind] += kept[question] == 0 ? 1 : 0;
        }
        return new ThresholdEffect(
                threshold,
                share(once, Aim.PRECISION),
                share(once, Aim.RECALL),
                empty[0] / all[0],
                1 - empty[1] / all[1]);
    }

    private double share(int[] weights, Aim aim) {
        int[] of = aim == Aim.PRECISION ? kept : allRight;
        double some = 0;
        double all = 0;
        for (int question = 0; question < weights.length; question++) {
            some += (double) weights[question] * right[question];
            all += (double) weights[question] * of[question];
        }
        return all == 0 ? 1 : some / all;
    }

    private Interval interval(SplitMix64 chance) {
        double[] drawn = new double[DRAWS];
        Arrays.setAll(drawn, draw -> share(Bootstrap.weights(kept.length, chance), target.aim()));
        return Interval.of(drawn);
    }
}
