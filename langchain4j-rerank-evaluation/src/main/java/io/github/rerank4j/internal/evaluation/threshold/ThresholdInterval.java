package io.github.rerank4j.internal.evaluation.threshold;

import io.github.rerank4j.internal.evaluation.statistics.Bootstrap;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Target;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Between which numbers a chosen threshold lies when questions are drawn again. */
public final class ThresholdInterval {

    private static final int DRAWS = 500;
    /** Of the draws, so many must have a threshold at all. */
    private static final double ENOUGH = 0.9;

    private ThresholdInterval() {}

    /** The interval; empty if more than a tenth of the draws has no threshold that reaches the target. */
    public static Optional<Interval> of(ScoredPairs pairs, Target target, SplitMix64 chance) {
        DoubleStream.Builder chosen = DoubleStream.builder();
        int found = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            OptionalDouble threshold = Thresholds.choose(pairs, Bootstrap.weights(pairs.questions(), chance), target);
            if (threshold.isPresent()) {
                chosen.add(threshold.getAsDouble());
                found++;
            }
        }
        return found < ENOUGH * DRAWS
                ? Optional.empty()
                : Optional.of(Interval.of(chosen.build().toArray()));
    }
}
