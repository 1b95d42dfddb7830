package io.github.rerank4j.evaluation;

import io.github.rerank4j.internal.evaluation.scores.HeldOut;
import io.github.rerank4j.internal.evaluation.scores.HeldOut.Outcome;
import io.github.rerank4j.internal.evaluation.scores.Kept;
import io.github.rerank4j.internal.evaluation.scores.ScoredPairs;
import io.github.rerank4j.internal.evaluation.scores.ThresholdInterval;
import io.github.rerank4j.internal.evaluation.scores.Thresholds;
import io.github.rerank4j.internal.evaluation.scores.Thresholds.Aim;
import io.github.rerank4j.internal.evaluation.scores.Thresholds.Target;
import io.github.rerank4j.internal.evaluation.statistics.Chance;
import io.github.rerank4j.internal.evaluation.statistics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Chooses a threshold for one model, or says why these questions cannot tell. */
final class ThresholdChoice {

    private static final int FEWEST_QUESTIONS = 10;
    private static final int SHOWN_DIGITS = 4;

    private final String model;
    private final ScoredPairs pairs;
    private final ThresholdTarget target;
    private final Target aim;
    private final Chance chance;

    private ThresholdChoice(String model, ScoredPairs pairs, ThresholdTarget target, long seed) {
        this.model = model;
        this.pairs = pairs;
        this.target = target;
        this.aim =
                new Target(target.kind() == ThresholdTarget.Kind.RECALL ? Aim.RECALL : Aim.PRECISION, target.share());
        this.chance = new Chance(seed);
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
        Optional<Outcome> heldOut = HeldOut.of(pairs, aim, chance);
        Optional<Interval> interval = ThresholdInterval.of(pairs, aim, chance);
        if (threshold.isEmpty() || heldOut.isEmpty() || interval.isEmpty()) {
            return unknown(
                    "no threshold has " + target.kind().word() + " " + percent(target.share()) + " reliably on these "
                            + pairs.questions() + " questions; judge more of them, or lower the target");
        }
        return judged(threshold.getAsDouble(), heldOut.get(), interval.get());
    }

    /** Why nothing can be said at all; null if something can. */
    private @Nullable String tooFew() {
        int right = pairs.relevant();
        if (right == 0 || right == pairs.size()) {
            return (right == 0 ? "none" : "each") + " of the " + pairs.size()
                    + " candidates is relevant, so that there is nothing to separate";
        }
        if (pairs.questions() < FEWEST_QUESTIONS) {
            return pairs.questions() + " questions are too few to choose on some and look at others; judge at least "
                    + FEWEST_QUESTIONS;
        }
        int needed = (int) Math.ceil(1 / (1 - target.share()) - 1e-9);
        return target.kind() == ThresholdTarget.Kind.RECALL && right < needed
                ? "to lose at most " + percent(1 - target.share()) + " of " + right
                        + " relevant candidates is to lose none; judge at least " + needed
                : null;
    }

    private Threshold judged(double threshold, Outcome heldOut, Interval interval) {
        if (heldOut.share().high() < target.share()) {
            return unknown("thresholds that were chosen on some questions had only "
                    + target.kind().word() + " " + range(heldOut.share()) + " on the others; judge more questions");
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
                point(threshold, heldOut.kept()),
                heldOut.share().low(),
                heldOut.share().high(),
                advice(threshold, heldOut, interval),
                curve()));
    }

    private String advice(double threshold, Outcome heldOut, Interval interval) {
        Kept kept = heldOut.kept();
        return "Set minScore " + number(threshold) + " for " + model + " (95 % interval " + number(interval.low())
                + " to " + number(interval.high()) + "): on questions it was not chosen on, it kept "
                + percent(kept.recall()) + " of the relevant candidates, " + percent(kept.precision())
                + " of what it kept was relevant, and " + percent(kept.emptyQuestions())
                + " of the questions were left with nothing."
                + (Double.isNaN(kept.unanswerableKept())
                        ? ""
                        : " Of the questions without an answer " + percent(kept.unanswerableKept())
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
                "These questions cannot tell a threshold for " + model + ": " + why + ".",
                curve()));
    }

    private List<ThresholdPoint> curve() {
        return pairs.relevant() == 0
                ? List.of()
                : Thresholds.curve(pairs).stream()
                        .map(kept -> point(kept.minScore(), kept))
                        .toList();
    }

    private static ThresholdPoint point(double threshold, Kept kept) {
        return new ThresholdPoint(new ThresholdPoint.Values(
                threshold, kept.precision(), kept.recall(), kept.emptyQuestions(), kept.unanswerableKept()));
    }

    private static String range(Interval interval) {
        return percent(interval.low()) + " to " + percent(interval.high());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Short, and never above the number itself, so that what scores just as much is kept. */
    private static String number(double score) {
        return new BigDecimal(score)
                .round(new MathContext(SHOWN_DIGITS, RoundingMode.FLOOR))
                .stripTrailingZeros()
                .toPlainString();
    }
}
