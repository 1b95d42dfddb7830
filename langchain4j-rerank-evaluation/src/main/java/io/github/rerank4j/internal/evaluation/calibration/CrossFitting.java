package io.github.rerank4j.internal.evaluation.calibration;

import io.github.rerank4j.Calibrations;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.evaluation.calibration.Reliabilities.Curve;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.ScoredPairs;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Calibrations that fit scores. */
public final class CrossFitting {

    private final ScoredPairs pairs;
    private final boolean[] firstHalf;
    private final boolean[] secondHalf;

    private CrossFitting(ScoredPairs pairs, SplitMix64 chance) {
        this.pairs = pairs;
        this.firstHalf = new boolean[pairs.questions()];
        this.secondHalf = new boolean[pairs.questions()];
        int[] order = chance.shuffled(pairs.questions());
        for (int i = 0; i < order.length; i++) {
            firstHalf[order[i]] = i % 2 == 0;
            secondHalf[order[i]] = i % 2 == 1;
        }
    }

    /**
     * A fit.
     *
     * @param output fitted to all pairs
     * @param curve of each half of the questions with the fit of the other
     */
    public record Fit(ScoreOutput output, Curve curve) {}

    /** Fits of these pairs, with halves by chance. */
    public static CrossFitting of(ScoredPairs pairs, SplitMix64 chance) {
        return new CrossFitting(pairs, chance);
    }

    /** The probability that a relevant pair scores higher than another; NaN if there are not both. */
    public double auc() {
        return Reliabilities.auc(Sample.of(pairs));
    }

    /** The scores as they are; empty if one of them is no probability, or there is none. */
    public Optional<Curve> raw() {
        Sample all = Sample.of(pairs);
        boolean probabilities = Arrays.stream(all.scores()).allMatch(score -> score >= 0 && score <= 1);
        return probabilities && all.size() > 0 ? Optional.of(Reliabilities.of(all)) : Optional.empty();
    }

    /** Rising steps; empty if there is just one. */
    public Optional<Fit> isotonic() {
        return fit(sample -> Isotonic.points(sample).map(Calibrations::isotonic));
    }

    /** A logistic function; empty if it does not rise. */
    public Optional<Fit> platt() {
        return fit(sample -> Platt.fitted(sample).map(fit -> Calibrations.logistic(fit.slope(), fit.intercept())));
    }

    private Optional<Fit> fit(Function<Sample, Optional<ScoreOutput>> method) {
        Sample first = Sample.of(pairs, firstHalf);
        Sample second = Sample.of(pairs, secondHalf);
        Optional<ScoreOutput> ofAll = method.apply(Sample.of(pairs));
        Optional<ScoreOutput> ofFirst = method.apply(first);
        Optional<ScoreOutput> ofSecond = method.apply(second);
        if (ofAll.isEmpty() || ofFirst.isEmpty() || ofSecond.isEmpty()) {
            return Optional.empty();
        }
        Sample crossed = joined(mapped(first, ofSecond.get()), mapped(second, ofFirst.get()));
        return Optional.of(new Fit(ofAll.get(), Reliabilities.of(crossed)));
    }

    private static Sample mapped(Sample sample, ScoreOutput output) {
        return new Sample(
                Arrays.stream(sample.scores())
                        .map(score -> output.of(score, ScoreScale.UNKNOWN))
                        .toArray(),
                sample.relevant());
    }

    private static Sample joined(Sample one, Sample other) {
        double[] scores = Arrays.copyOf(one.scores(), one.size() + other.size());
        boolean[] relevant = Arrays.copyOf(one.relevant(), scores.length);
        System.arraycopy(other.scores(), 0, scores, one.size(), other.size());
        System.arraycopy(other.relevant(), 0, relevant, one.size(), other.size());
        return new Sample(scores, relevant);
    }
}
