package io.github.rerank4j.internal.evaluation.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Aim;
import io.github.rerank4j.internal.evaluation.threshold.Thresholds.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final Target RECALL_75 = new Target(Aim.RECALL, 0.75);

    @Test
    void the_threshold_for_recall_is_the_highest_that_keeps_enough() {
        ScoredPairs pairs = Pairs.few();

        assertThat(Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), RECALL_75))
                .hasValue(0.5);
        assertThat(Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), new Target(Aim.RECALL, 0.76)))
                .hasValue(0.3);
        assertThat(Thresholds.choose(pairs, new int[] {1, 0, 0, 1, 1}, new Target(Aim.RECALL, 0.5)))
                .hasValue(0.9);
    }

    @Test
    void what_a_threshold_keeps_is_counted_by_hand() {
        ThresholdEffect kept = Thresholds.at(Pairs.few(), 0.5);

        assertThat(kept.precision()).isEqualTo(3 / 5.0);
        assertThat(kept.recall()).isEqualTo(3 / 4.0);
        assertThat(kept.emptyQuestions()).isEqualTo(1 / 4.0);
        assertThat(kept.unanswerableKept()).isEqualTo(1);
        assertThat(Thresholds.at(Pairs.few(), 0.61).unanswerableKept()).isZero();
        assertThat(Thresholds.at(Pairs.few(), 2).precision()).isEqualTo(1);
        assertThat(Thresholds.at(Pairs.few(), 2).emptyQuestions()).isEqualTo(1);
    }

    @Test
    void the_curve_agrees_with_each_of_its_thresholds_and_rises() {
        List<ThresholdEffect> curve = Thresholds.curve(Pairs.few());

        assertThat(curve)
                .hasSize(10)
                .allSatisfy(point -> assertThat(point).isEqualTo(Thresholds.at(Pairs.few(), point.minScore())));
        assertThat(curve).isSortedAccordingTo((one, other) -> Double.compare(one.minScore(), other.minScore()));
    }

    @Test
    void a_long_curve_is_thinned_and_keeps_its_ends() {
        ScoredPairs.Builder pairs = ScoredPairs.builder().question(true);
        for (int i = 0; i < 5_000; i++) {
            pairs.pair(i, i % 2 == 0);
        }

        List<ThresholdEffect> curve = Thresholds.curve(pairs.build());

        assertThat(curve).hasSize(100);
        assertThat(curve.get(0).minScore()).isZero();
        assertThat(curve.get(99).minScore()).isEqualTo(4_999);
    }

    @Test
    void equal_scores_are_kept_or_dropped_together_and_both_zeros_are_equal() {
        ScoredPairs pairs = ScoredPairs.builder()
                .question(true)
                .pair(0.0, true)
                .pair(-0.0, false)
                .pair(-1, false)
                .build();

        assertThat(Thresholds.curve(pairs)).hasSize(2);
        assertThat(Thresholds.at(pairs, -0.0).precision()).isEqualTo(0.5);
    }

    /** Eight of ten with one pair per question: Wilson's lower end for nine independent pairs, by hand .4738. */
    @Test
    void the_lower_end_of_precision_is_wilsons_for_as_many_pairs_as_questions_are_worth() {
        ScoredPairs.Builder pairs = ScoredPairs.builder();
        for (int i = 0; i < 10; i++) {
            pairs.question(true).pair(1, i < 8);
        }
        ScoredPairs ten = pairs.build();
        Tally tally = new Tally(ten, Thresholds.everyQuestionOnce(ten));
        for (int pair = 0; pair < ten.size(); pair++) {
            tally.keep(pair);
        }

        assertThat(tally.precisionLow()).isCloseTo(0.4738, within(0.0001));
    }

    @Test
    void pairs_of_one_question_that_resemble_each_other_say_less() {
        double separate = precisionLow(50, 1);
        double alike = precisionLow(10, 5);

        assertThat(alike).isLessThan(separate - 0.1);
    }

    /** Fifty pairs, eight of ten right, in so many questions in which all pairs are alike. */
    private static double precisionLow(int questions, int pairsOfEach) {
        ScoredPairs.Builder builder = ScoredPairs.builder();
        for (int question = 0; question < questions; question++) {
            builder.question(true);
            for (int i = 0; i < pairsOfEach; i++) {
                builder.pair(1, question % 10 < 8);
            }
        }
        ScoredPairs pairs = builder.build();
        Tally tally = new Tally(pairs, Thresholds.everyQuestionOnce(pairs));
        for (int pair = 0; pair < pairs.size(); pair++) {
            tally.keep(pair);
        }
        return tally.precisionLow();
    }

    @Test
    void the_threshold_for_precision_is_the_lowest_whose_lower_end_suffices() {
        ScoredPairs pairs = Pairs.separated(100);

        double chosen = Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), new Target(Aim.PRECISION, 0.9))
                .orElseThrow();

        assertThat(Thresholds.at(pairs, chosen).precision()).isGreaterThan(0.9);
        assertThat(chosen).isBetween(0.0, 1.0);
        assertThat(Thresholds.choose(
                        Pairs.few(), Thresholds.everyQuestionOnce(Pairs.few()), new Target(Aim.PRECISION, 0.9)))
                .isEmpty();
    }

    @Test
    void held_out_questions_see_about_what_was_aimed_at() {
        CrossValidation.CrossValidated outcome = CrossValidation.of(
                        Pairs.separated(200), new Target(Aim.RECALL, 0.95), 0.5, new SplitMix64(1))
                .orElseThrow();

        assertThat(outcome.kept().minScore()).isEqualTo(0.5);
        assertThat(outcome.kept().recall()).isBetween(0.91, 0.99);
        assertThat(outcome.share().low()).isLessThan(outcome.kept().recall());
        assertThat(outcome.share().high()).isGreaterThan(outcome.kept().recall());
        assertThat(outcome.kept().unanswerableKept()).isNaN();
        assertThat(CrossValidation.of(Pairs.few(), new Target(Aim.PRECISION, 0.99), 0.5, new SplitMix64(1)))
                .isEmpty();
    }

    @Test
    void the_interval_of_a_threshold_holds_the_threshold() {
        ScoredPairs pairs = Pairs.separated(200);
        Target target = new Target(Aim.RECALL, 0.95);
        double chosen = Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), target)
                .orElseThrow();

        assertThat(ThresholdInterval.of(pairs, target, new SplitMix64(1))).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isLessThanOrEqualTo(chosen);
            assertThat(interval.high()).isGreaterThanOrEqualTo(chosen);
            assertThat(interval.high() - interval.low()).isLessThan(0.5);
        });
        assertThat(ThresholdInterval.of(Pairs.few(), new Target(Aim.PRECISION, 0.9), new SplitMix64(1)))
                .isEmpty();
    }
}
