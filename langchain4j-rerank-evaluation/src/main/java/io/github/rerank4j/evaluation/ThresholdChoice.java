package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.page.Figures;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.CrossValidation;
import io.github.rerank4j.internal.evaluation.threshold.CrossValidation.CrossValidated;
import io.github.rerank4j.internal.evaluation.threshold.ScoredPairs;
import io.github.rerank4j.internal.evaluation.threshold.ThresholdEffect;
import io.github.rerank4j.internal.evaluation.threshold.ThresholdInterval;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Aim;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Chooses a threshold for one model, or says why these questions cannot tell. */
final class ThresholdChoice {

    private static final int FEWEST_QUESTIONS = 10;

    private final String model;
    private final ScoredPairs pairs;
    private final ThresholdTarget target;
    private final Target aim;
    private final SplitMix64 chance;

    private ThresholdChoice(String model, ScoredPairs pairs, ThresholdTarget target, long seed) {
        this.model = model;
        this.pairs = pairs;
        this.target = target;
        this.aim = target.target();
        this.chance = new SplitMix64(seed);
    }

    static Threshold of(String model, ScoredPairs pairs, ThresholdTarget target, long seed) {
        return new ThresholdChoice(model, pairs, target, seed).chosen();
    }

    private Threshold chosen() {
        String tooFew = tooFew();
        if (tooFew != null) {
            return unknown(tooFew);
        }
        OptionalDouble threshold = Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), aim);
        Optional<CrossValidated> heldOut = threshold.isEmpty()
                ? Optional.empty()
                : CrossValidation.of(pairs, aim, threshold.getAsDouble(), chance);
        Optional<Interval> interval = heldOut.flatMap(found -> ThresholdInterval.of(pairs, aim, chance));
        if (threshold.isEmpty() || heldOut.isEmpty() || interval.isEmpty()) {
            return unknown("no threshold reliably reaches a " + aim.aim().word() + " of "
                    + Figures.percent(aim.share()) + " on these " + pairs.questions()
                    + " questions; judge more of them, or lower the target");
        }
        return judged(threshold.getAsDouble(), heldOut.get(), interval.get());
    }

    /** Why nothing can be said at all; null if something can. */
    private @Nullable String tooFew() {
        int right = pairs.relevant();
        if (right == 0 || right == pairs.size()) {
            return (right == 0 ? "none" : "all") + " of the " + pairs.size()
                    + " candidates are relevant, so there is nothing to separate";
        }
        if (pairs.questions() < FEWEST_QUESTIONS) {
            return Figures.count(pairs.questions(), "question") + (pairs.questions() == 1 ? " is" : " are")
                    + " too few to choose on some and look at others; judge at least " + FEWEST_QUESTIONS;
        }
        int needed = (int) Math.ceil(1 / (1 - aim.share()) - 1e-9);
        return aim.aim() == Aim.RECALL && right < needed
                ? "to lose at most " + Figures.percent(1 - aim.share()) + " of " + right
                        + " relevant candidates is to lose none; judge at least " + needed
                : null;
    }

    private Threshold judged(double threshold, CrossValidated heldOut, Interval interval) {
        if (heldOut.share().high() < aim.share()) {
            return unknown("thresholds that were chosen on some questions reached only a "
                    + aim.aim().word() + " of " + range(heldOut.share()) + " on the others; judge more questions");
        }
        if (Thresholds.at(pairs, threshold).precision() <= (double) pairs.relevant() / pairs.size()) {
            return unknown("no threshold reaches " + target
                    + " and drops anything, because relevant candidates score as low as others");
        }
        return new Threshold(new Threshold.Values(
                model,
                target,
                threshold,
                interval.low(),
                interval.high(),
                new ThresholdPoint(heldOut.kept()),
                heldOut.share().low(),
                heldOut.share().high(),
                advice(threshold, heldOut, interval),
                curve()));
    }

    private String advice(double threshold, CrossValidated heldOut, Interval interval) {
        ThresholdEffect kept = heldOut.kept();
        return "Set minScore " + Figures.threshold(threshold) + " for " + model + " (95 % interval "
                + Figures.scores(interval.low(), interval.high())
                + "). Thresholds chosen in the same way on four fifths of the"
                + " questions, and tried on the other fifth, kept " + Figures.percent(kept.recall())
                + " of the relevant candidates; " + Figures.percent(kept.precision())
                + " of what they kept was relevant, and " + Figures.percent(kept.emptyQuestions())
                + " of the answerable questions were left with nothing."
                + (Double.isNaN(kept.unanswerableKept())
                        ? ""
                        : " Of the unanswerable questions " + Figures.percent(kept.unanswerableKept())
                                + " kept something.");
    }

    private Threshold unknown(String why) {
        return new Threshold(new Threshold.Values(
                model,
                target,
                null,
                null,
                null,
                null,
                null,
                null,
                "No threshold can be recommended for " + model + " from these questions: " + why + ".",
                curve()));
    }

    private List<ThresholdPoint> curve() {
        return pairs.relevant() == 0
                ? List.of()
                : Thresholds.curve(pairs).stream().map(ThresholdPoint::new).toList();
    }

    private static String range(Interval interval) {
        return Figures.percent(interval.low()) + " to " + Figures.percent(interval.high());
    }
}
