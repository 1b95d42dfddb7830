package io.github.rerank4j.internal.evaluation.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Questions and what their candidates scored, over all questions from the highest score to the lowest. Immutable.
 */
public final class ScoredPairs {

    private static final int FEWEST_DIGITS = 4;

    private final double[] scores;
    private final boolean[] relevant;
    private final int[] questions;
    private final int[] relevantOnes;
    private final boolean[] answerable;

    private ScoredPairs(List<Pair> pairs, boolean[] answerable) {
        pairs.sort(Comparator.comparingDouble(Pair::score).reversed());
        this.scores = pairs.stream().mapToDouble(Pair::score).toArray();
        this.questions = pairs.stream().mapToInt(Pair::question).toArray();
        this.relevant = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            relevant[i] = pairs.get(i).relevant();
        }
        this.relevantOnes =
                IntStream.range(0, scores.length).filter(i -> relevant[i]).toArray();
        this.answerable = answerable;
    }

    private record Pair(double score, boolean relevant, int question) {}

    /** None yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many pairs. */
    public int size() {
        return scores.length;
    }

    /** How many pairs are relevant. */
    public int relevant() {
        return relevantOnes.length;
    }

    /** How many questions. */
    public int questions() {
        return answerable.length;
    }

    /** Whether some document is relevant to a question. */
    boolean isAnswerable(int question) {
        return answerable[question];
    }

    /** The score of a pair. */
    public double score(int pair) {
        return scores[pair];
    }

    /** Whether a pair is relevant. */
    public boolean isRelevant(int pair) {
        return relevant[pair];
    }

    /** The relevant pairs, from the highest score to the lowest. */
    int[] relevantOnes() {
        return relevantOnes;
    }

    /** The question that a pair belongs to. */
    public int question(int pair) {
        return questions[pair];
    }

    /**
     * A threshold that keeps what the score of a pair keeps of these pairs, no more and no less: the score rounded down to
     * as few digits as that allows, but not to fewer than four.
     */
    double threshold(int pair) {
        double score = scores[pair];
        int end = pair;
        while (!endsGroup(end)) {
            end++;
        }
        double lower = end + 1 == scores.length ? Double.NEGATIVE_INFINITY : scores[end + 1];
        BigDecimal exact = BigDecimal.valueOf(score);
        for (int digits = FEWEST_DIGITS; digits < exact.precision(); digits++) {
            double shorter =
                    exact.round(new MathContext(digits, RoundingMode.FLOOR)).doubleValue();
            if (shorter > lower) {
                return shorter;
            }
        }
        return score;
    }

    /** Whether the next pair has a lower score, or there is none. */
    boolean endsGroup(int pair) {
        return pair + 1 == scores.length || scores[pair + 1] != scores[pair];
    }

    /** Collects {@link ScoredPairs}. Not thread-safe. */
    public static final class Builder {

        private final List<Pair> pairs = new ArrayList<>();
        private final List<Boolean> answerable = new ArrayList<>();

        private Builder() {}

        /** A question, to which the pairs belong that are added next. */
        public Builder question(boolean isAnswerable) {
            answerable.add(isAnswerable);
            return this;
        }

        /** A candidate of the last question. */
        public Builder pair(double score, boolean relevant) {
            pairs.add(new Pair(score + 0.0, relevant, answerable.size() - 1)); // -0 becomes 0
            return this;
        }

        /** All that was added. */
        public ScoredPairs build() {
            boolean[] flags = new boolean[answerable.size()];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = answerable.get(i);
            }
            return new ScoredPairs(pairs, flags);
        }
    }
}
