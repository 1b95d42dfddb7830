package io.github.rerank4j.internal.evaluation.calibration;

import java.util.Arrays;
import java.util.Optional;

/**
 * The logistic function that fits best, by Newton's method and with Platt's targets, which are never 0 or 1 (H.-T. Lin,
 * C.-J. Lin and R. Weng, "A Note on Platt's Probabilistic Outputs for Support Vector Machines", 2007).
 *
 * @param slope above 0
 * @param intercept added to the score times the slope
 */
record Platt(double slope, double intercept) {

    private static final int STEPS = 100;
    /** So near the minimum a whole step leaves an error of this squared, and losses differ by rounding alone. */
    private static final double CLOSE = 1e-6;

    private static final double SHORTEST = 1e-10;
    /** Keeps the second derivatives a matrix that can be inverted. */
    private static final double RIDGE = 1e-12;

    /** The fit; empty if scores do not rise with relevance, or all are the same in either. */
    static Optional<Platt> fitted(Sample sample) {
        double mean = Arrays.stream(sample.scores()).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(sample.scores())
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElse(0));
        int positives = sample.positives();
        if (!(deviation > 0) || Double.isInfinite(deviation) || positives == 0 || positives == sample.size()) {
            return Optional.empty();
        }
        double[] standard = Arrays.stream(sample.scores())
                .map(score -> (score - mean) / deviation)
                .toArray();
        double[] fit = new Fit(standard, targets(sample, positives)).converged();
        double slope = fit[0] / deviation;
        double intercept = fit[1] - slope * mean;
        return slope > 0 && Double.isFinite(slope) && Double.isFinite(intercept)
                ? Optional.of(new Platt(slope, intercept))
                : Optional.empty();
    }

    private static double[] targets(Sample sample, int positives) {
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (sample.size() - positives + 2.0);
        double[] targets = new double[sample.size()];
        Arrays.setAll(targets, i -> sample.relevant()[i] ? high : low);
        return targets;
    }

    /** The way to the best two numbers for standardised scores. */
    private static final class Fit {

        private final double[] scores;
        private final double[] targets;
        private double slope;
        private double intercept;

        private Fit(double[] scores, double[] targets) {
            this.scores = scores;
            this.targets = targets;
            double rate = Arrays.stream(targets).average().orElse(0.5);
            this.intercept = Math.log(rate / (1 - rate));
        }

        private double[] converged() {
            double loss = loss(slope, intercept);
            for (int step = 0; step < STEPS; step++) {
                double[] move = newton();
                if (Math.abs(move[0]) < CLOSE && Math.abs(move[1]) < CLOSE) {
                    slope += move[0];
                    intercept += move[1];
                    break;
                }
                double length = 1;
                double next = loss(slope + move[0], intercept + move[1]);
                while (!(next <= loss) && length > SHORTEST) {
                    length /= 2;
                    next = loss(slope + length * move[0], intercept + length * move[1]);
                }
                if (!(next <= loss)) {
                    break;
                }
                slope += length * move[0];
                intercept += length * move[1];
                loss = next;
            }
            return new double[] {slope, intercept};
        }

        /** The whole step towards the minimum. */
        private double[] newton() {
            double gradientSlope = 0;
            double gradientIntercept = 0;
            double ss = RIDGE;
            double si = 0;
            double ii = RIDGE;
            for (int i = 0; i < scores.length; i++) {
                double p = probability(slope * scores[i] + intercept);
                double miss = p - targets[i];
                double weight = p * (1 - p);
                gradientSlope += miss * scores[i];
                gradientIntercept += miss;
                ss += weight * scores[i] * scores[i];
                si += weight * scores[i];
                ii += weight;
            }
            double determinant = ss * ii - si * si;
            return new double[] {
                -(ii * gradientSlope - si * gradientIntercept) / determinant,
                -(ss * gradientIntercept - si * gradientSlope) / determinant
            };
        }

        private double loss(double slope, double intercept) {
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                double logit = slope * scores[i] + intercept;
                // log(1 + exp(logit)) without overflow
                loss += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - targets[i] * logit;
            }
            return loss;
        }

        private static double probability(double logit) {
            return 1 / (1 + Math.exp(-logit));
        }
    }
}
