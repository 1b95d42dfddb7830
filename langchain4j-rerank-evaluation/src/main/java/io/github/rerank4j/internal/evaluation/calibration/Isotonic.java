package io.github.rerank4j.internal.evaluation.calibration;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rising steps that fit best: pool adjacent violators (M. Ayer et al., "An Empirical Distribution Function for
 * Sampling with Incomplete Information", 1955).
 */
final class Isotonic {

    private final double[] from;
    private final double[] to;
    private final double[] relevant;
    private final double[] pairs;
    private int blocks;

    private Isotonic(int size) {
        this.from = new double[size];
        this.to = new double[size];
        this.relevant = new double[size];
        this.pairs = new double[size];
    }

    /** Both ends of each step; empty if there is just one step, or nothing. */
    static Optional<Map<Double, Double>> points(Sample sample) {
        Isotonic fit = new Isotonic(sample.size());
        fit.pool(sample.sorted());
        return fit.blocks < 2 ? Optional.empty() : Optional.of(fit.points());
    }

    private void pool(Sample sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            double score = sorted.scores()[i];
            double hit = sorted.relevant()[i] ? 1 : 0;
            if (blocks > 0 && to[blocks - 1] == score) {
                relevant[blocks - 1] += hit;
                pairs[blocks - 1]++;
            } else {
                from[blocks] = score;
                to[blocks] = score;
                relevant[blocks] = hit;
                pairs[blocks] = 1;
                blocks++;
            }
            if (i + 1 == sorted.size() || sorted.scores()[i + 1] != score) {
                mergeWhatFalls();
            }
        }
    }

    private void mergeWhatFalls() {
        while (blocks > 1 && mean(blocks - 2) >= mean(blocks - 1)) {
            to[blocks - 2] = to[blocks - 1];
            relevant[blocks - 2] += relevant[blocks - 1];
            pairs[blocks - 2] += pairs[blocks - 1];
            blocks--;
        }
    }

    private double mean(int block) {
        return relevant[block] / pairs[block];
    }

    private Map<Double, Double> points() {
        Map<Double, Double> points = new TreeMap<>();
        for (int block = 0; block < blocks; block++) {
            points.put(from[block], mean(block));
            points.put(to[block], mean(block));
        }
        return points;
    }
}
