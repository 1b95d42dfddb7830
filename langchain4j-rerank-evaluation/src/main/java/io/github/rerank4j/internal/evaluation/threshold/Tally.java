package io.github.rerank4j.internal.evaluation.threshold;

/**
 * What has been kept on the way from the highest score down, where each question counts as often as its weight says. Not thread-safe.
 */
final class Tally {

    /** The normal quantile of 97.5 %. */
    private static final double Z = 1.959964;

    private final ScoredPairs pairs;
    private final int[] weights;
    private final int[] keptOf;
    private final int[] rightOf;
    private double kept;
    private double right;
    private double allRight;
    private double answerable;
    private double unanswerable;
    private double answerableKept;
    private double unanswerableKept;
    private double squaredRight;
    private double rightTimesKept;
    private double squaredKept;

    Tally(ScoredPairs pairs, int[] weights) {
        this.pairs = pairs;
        this.weights = weights;
        this.keptOf = new int[weights.length];
        this.rightOf = new int[weights.length];
        for (int question = 0; question < weights.length; question++) {
            if (pairs.isAnswerable(question)) {
                answerable += weights[question];
            } else {
                unanswerable += weights[question];
            }
        }
        for (int pair = 0; pair < pairs.size(); pair++) {
            allRight += pairs.isRelevant(pair) ? weights[pairs.question(pair)] : 0;
        }
    }

    /** Keeps one more pair. */
    void keep(int pair) {
        int question = pairs.question(pair);
        int weight = weights[question];
        if (weight == 0) {
            return;
        }
        int keptBefore = keptOf[question]++;
        int rightBefore = rightOf[question];
        if (keptBefore == 0) {
            answerableKept += pairs.isAnswerable(question) ? weight : 0;
            unanswerableKept += pairs.isAnswerable(question) ? 0 : weight;
        }
        rightOf[question] += pairs.isRelevant(pair) ? 1 : 0;
        kept += weight;
        right += pairs.isRelevant(pair) ? weight : 0;
        squaredKept += weight * (square(keptOf[question]) - square(keptBefore));
        squaredRight += weight * (square(rightOf[question]) - square(rightBefore));
        rightTimesKept += weight * ((double) rightOf[question] * keptOf[question] - (double) rightBefore * keptBefore);
    }

    private static double square(double number) {
        return number * number;
    }

    double precision() {
        return kept == 0 ? 1 : right / kept;
    }

    double recall() {
        return right / allRight;
    }

    ThresholdEffect at(double minScore) {
        return new ThresholdEffect(
                minScore, precision(), recall(), 1 - answerableKept / answerable, unanswerableKept / unanswerable);
    }

    /**
     * The lower end of the precision's 95 % interval: that of Wilson (E. Wilson, "Probable Inference, the Law of
     * Succession, and Statistical Inference", 1927), for as many independent pairs as the questions are worth, because
     * the pairs of one question resemble each other.
     */
    double precisionLow() {
        double p = precision();
        double n = independent(p);
        if (n <= 0) {
            return 0;
        }
        double middle = p + Z * Z / (2 * n);
        double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return (middle - half) / (1 + Z * Z / n);
    }

    /** As many pairs drawn one by one would vary as much: by the variance of a ratio of sums over questions. */
    private double independent(double p) {
        double clusters = answerableKept + unanswerableKept;
        double residuals = squaredRight - 2 * p * rightTimesKept + p * p * squaredKept;
        if (clusters < 2 || residuals <= 1e-9 || p <= 0 || p >= 1) {
            return Math.min(clusters, kept);
        }
        double variance = clusters / (clusters - 1) * residuals / (kept * kept);
        return Math.min(kept, p * (1 - p) / variance);
    }
}
