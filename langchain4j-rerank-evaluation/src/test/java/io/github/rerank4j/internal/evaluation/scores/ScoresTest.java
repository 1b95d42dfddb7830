package io.github.rerank4j.internal.evaluation.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.Calibrations;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.evaluation.scores.Thresholds.Aim;
import io.github.rerank4j.internal.evaluation.scores.Thresholds.Target;
import io.github.rerank4j.internal.evaluation.statistics.Chance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final Target RECALL_75 = new Target(Aim.RECALL, 0.75);

    /** Four questions with one right and two wrong candidates each, and one without a right one. */
    private static ScoredPairs few() {
        return ScoredPairs.builder()
                .question(true)
                .pair(0.9, true)
                .pair(0.2, false)
                .pair(0.1, false)
                .question(true)
                .pair(0.8, true)
                .pair(0.85, false)
                .pair(0.1, false)
                .question(true)
                .pair(0.5, true)
                .pair(0.1, false)
                .pair(0.1, false)
                .question(true)
                .pair(0.3, true)
                .pair(0.4, false)
                .pair(0.1, false)
                .question(false)
                .pair(0.6, false)
                .pair(0.05, false)
                .build();
    }

    @Test
    void the_threshold_for_recall_is_the_highest_that_keeps_enough() {
        ScoredPairs pairs = few();

        assertThat(Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), RECALL_75))
                .hasValue(0.5);
        assertThat(Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), new Target(Aim.RECALL, 0.76)))
                .hasValue(0.3);
        assertThat(Thresholds.choose(pairs, new int[] {1, 0, 0, 1, 1}, new Target(Aim.RECALL, 0.5)))
                .hasValue(0.9);
    }

    @Test
    void what_a_threshold_keeps_is_counted_by_hand() {
        Kept kept = Thresholds.at(few(), 0.5);

        assertThat(kept.precision()).isEqualTo(3 / 5.0);
        assertThat(kept.recall()).isEqualTo(3 / 4.0);
        assertThat(kept.emptyQuestions()).isEqualTo(1 / 4.0);
        assertThat(kept.unanswerableKept()).isEqualTo(1);
        assertThat(Thresholds.at(few(), 0.61).unanswerableKept()).isZero();
        assertThat(Thresholds.at(few(), 2).precision()).isEqualTo(1);
        assertThat(Thresholds.at(few(), 2).emptyQuestions()).isEqualTo(1);
    }

    @Test
    void the_curve_agrees_with_each_of_its_thresholds_and_rises() {
        List<Kept> curve = Thresholds.curve(few());

        assertThat(curve)
                .hasSize(10)
                .allSatisfy(point -> assertThat(point).isEqualTo(Thresholds.at(few(), point.minScore())));
        assertThat(curve).isSortedAccordingTo((one, other) -> Double.compare(one.minScore(), other.minScore()));
    }

    @Test
    void a_long_curve_is_thinned_and_keeps_its_ends() {
        ScoredPairs.Builder pairs = ScoredPairs.builder().question(true);
        for (int i = 0; i < 5_000; i++) {
            pairs.pair(i, i % 2 == 0);
        }

        List<Kept> curve = Thresholds.curve(pairs.build());

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
        ScoredPairs pairs = separated(100);

        double chosen = Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), new Target(Aim.PRECISION, 0.9))
                .orElseThrow();

        assertThat(Thresholds.at(pairs, chosen).precision()).isGreaterThan(0.9);
        assertThat(chosen).isBetween(0.0, 1.0);
        assertThat(Thresholds.choose(few(), Thresholds.everyQuestionOnce(few()), new Target(Aim.PRECISION, 0.9)))
                .isEmpty();
    }

    /** Right candidates score about 1, wrong ones about 0. */
    private static ScoredPairs separated(int questions) {
        Random random = new Random(4);
        ScoredPairs.Builder pairs = ScoredPairs.builder();
        for (int question = 0; question < questions; question++) {
            pairs.question(true).pair(1 + random.nextGaussian() / 4, true);
            for (int i = 0; i < 5; i++) {
                pairs.pair(random.nextGaussian() / 4, false);
            }
        }
        return pairs.build();
    }

    @Test
    void held_out_questions_see_about_what_was_aimed_at() {
        HeldOut.Outcome outcome = HeldOut.of(separated(200), new Target(Aim.RECALL, 0.95), 0.5, new Chance(1))
                .orElseThrow();

        assertThat(outcome.kept().minScore()).isEqualTo(0.5);
        assertThat(outcome.kept().recall()).isBetween(0.91, 0.99);
        assertThat(outcome.share().low()).isLessThan(outcome.kept().recall());
        assertThat(outcome.share().high()).isGreaterThan(outcome.kept().recall());
        assertThat(outcome.kept().unanswerableKept()).isNaN();
        assertThat(HeldOut.of(few(), new Target(Aim.PRECISION, 0.99), 0.5, new Chance(1)))
                .isEmpty();
    }

    @Test
    void the_interval_of_a_threshold_holds_the_threshold() {
        ScoredPairs pairs = separated(200);
        Target target = new Target(Aim.RECALL, 0.95);
        double chosen = Thresholds.choose(pairs, Thresholds.everyQuestionOnce(pairs), target)
                .orElseThrow();

        assertThat(ThresholdInterval.of(pairs, target, new Chance(1))).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isLessThanOrEqualTo(chosen);
            assertThat(interval.high()).isGreaterThanOrEqualTo(chosen);
            assertThat(interval.high() - interval.low()).isLessThan(0.5);
        });
        assertThat(ThresholdInterval.of(few(), new Target(Aim.PRECISION, 0.9), new Chance(1)))
                .isEmpty();
    }

    @Test
    void pooling_makes_rising_steps() {
        Sample sample = new Sample(new double[] {1, 2, 3, 4}, new boolean[] {false, true, false, true});

        assertThat(Isotonic.points(sample)).hasValue(Map.of(1.0, 0.0, 2.0, 0.5, 3.0, 0.5, 4.0, 1.0));
    }

    @Test
    void scores_that_say_nothing_make_no_steps() {
        assertThat(Isotonic.points(new Sample(new double[] {1, 2}, new boolean[] {true, false})))
                .isEmpty();
        assertThat(Isotonic.points(new Sample(new double[0], new boolean[0]))).isEmpty();
        assertThat(Isotonic.points(new Sample(new double[] {3, 3}, new boolean[] {true, false})))
                .isEmpty();
    }

    /** Among all rising functions of these scores none has a smaller squared error: steps with random ones are tried. */
    @Test
    void no_other_rising_function_fits_better() {
        Random random = new Random(8);
        double[] scores = random.ints(30, 0, 12).asDoubleStream().toArray();
        boolean[] relevant = new boolean[30];
        for (int i = 0; i < 30; i++) {
            relevant[i] = random.nextInt(12) < scores[i];
        }
        Sample sample = new Sample(scores, relevant);
        Map<Double, Double> points = Isotonic.points(sample).orElseThrow();
        double best = error(sample, points);
        for (int trial = 0; trial < 2_000; trial++) {
            double[] rising = random.doubles(12).sorted().toArray();
            Map<Double, Double> other = new TreeMap<>();
            for (int i = 0; i < 12; i++) {
                other.put((double) i, rising[i]);
            }
            assertThat(error(sample, other)).isGreaterThanOrEqualTo(best - 1e-12);
        }
    }

    private static double error(Sample sample, Map<Double, Double> points) {
        ScoreOutput line = Calibrations.isotonic(points);
        double error = 0;
        for (int i = 0; i < sample.size(); i++) {
            error += Math.pow(line.of(sample.scores()[i], ScoreScale.UNKNOWN) - (sample.relevant()[i] ? 1 : 0), 2);
        }
        return error;
    }

    /** At the maximum of the likelihood the probabilities sum up to the targets, by themselves and times the score. */
    @Test
    void platts_function_meets_the_conditions_of_the_best_fit() {
        double[] scores = {-300, -250, -120, -80, 10, 40, 90, 200, 260, 1000};
        boolean[] relevant = {false, false, false, true, false, true, true, false, true, true};
        Platt fit = Platt.fitted(new Sample(scores, relevant)).orElseThrow();

        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < scores.length; i++) {
            double target = relevant[i] ? 6 / 7.0 : 1 / 7.0;
            double p = 1 / (1 + Math.exp(-(fit.slope() * scores[i] + fit.intercept())));
            sum += p - target;
            weighted += (p - target) * scores[i];
        }
        assertThat(sum).isCloseTo(0, within(1e-7));
        assertThat(weighted).isCloseTo(0, within(1e-4));
        assertThat(fit.slope()).isPositive();
    }

    @Test
    void no_function_is_fitted_where_scores_do_not_rise_with_relevance() {
        assertThat(Platt.fitted(new Sample(new double[] {1, 2, 3, 4}, new boolean[] {true, true, false, false})))
                .isEmpty();
        assertThat(Platt.fitted(new Sample(new double[] {2, 2}, new boolean[] {true, false})))
                .isEmpty();
        assertThat(Platt.fitted(new Sample(new double[] {1, 2}, new boolean[] {true, true})))
                .isEmpty();
        assertThat(Platt.fitted(
                        new Sample(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}, new boolean[] {false, true})))
                .isEmpty();
    }

    @Test
    void scores_that_separate_perfectly_do_not_run_away() {
        assertThat(Platt.fitted(new Sample(
                        new double[] {0, 0.1, 0.2, 9, 9.1, 9.2},
                        new boolean[] {false, false, false, true, true, true})))
                .hasValueSatisfying(fit -> assertThat(fit.slope()).isBetween(0.01, 10.0));
    }

    @Test
    void a_constant_share_has_no_calibration_error_and_all_of_its_brier_score() {
        double[] scores = new double[20];
        Arrays.fill(scores, 0.25);
        boolean[] relevant = new boolean[20];
        Arrays.fill(relevant, 0, 5, true);

        Reliabilities.Curve curve = Reliabilities.of(new Sample(scores, relevant));

        assertThat(curve.bins()).containsExactly(new Reliabilities.Bin(20, 0.25, 0.25));
        assertThat(curve.ece()).isZero();
        assertThat(curve.brier()).isCloseTo(0.1875, within(1e-12));
    }

    @Test
    void bins_hold_equally_many_pairs() {
        double[] scores = new double[100];
        boolean[] relevant = new boolean[100];
        for (int i = 0; i < 100; i++) {
            scores[i] = (99 - i) / 100.0;
            relevant[i] = i < 50;
        }

        Reliabilities.Curve curve = Reliabilities.of(new Sample(scores, relevant));

        assertThat(curve.bins())
                .hasSize(10)
                .allSatisfy(bin -> assertThat(bin.pairs()).isEqualTo(10));
        assertThat(curve.bins().get(0).predicted()).isCloseTo(0.045, within(1e-12));
        assertThat(curve.bins().get(9).relevant()).isEqualTo(1);
    }

    @Test
    void ties_count_half_in_the_area_under_the_curve() {
        assertThat(Reliabilities.auc(new Sample(new double[] {3, 2, 2, 1}, new boolean[] {true, true, false, false})))
                .isEqualTo(0.875);
        assertThat(Reliabilities.auc(new Sample(new double[] {1, 2}, new boolean[] {true, false})))
                .isZero();
    }

    @Test
    void calibrations_are_judged_on_the_half_they_were_not_fitted_to() {
        CalibrationFits fits = CalibrationFits.of(separated(100), new Chance(1));

        assertThat(fits.auc()).isGreaterThan(0.98);
        assertThat(fits.raw()).isEmpty();
        assertThat(fits.isotonic()).hasValueSatisfying(fit -> {
            assertThat(fit.curve().ece()).isLessThan(0.05);
            assertThat(fit.curve().brier()).isLessThan(0.05);
            assertThat(fit.output().of(5, ScoreScale.UNKNOWN)).isGreaterThan(0.95);
        });
        assertThat(fits.platt()).hasValueSatisfying(fit -> {
            assertThat(fit.curve().brier()).isLessThan(0.05);
            assertThat(fit.output().of(-5, ScoreScale.UNKNOWN)).isLessThan(0.01);
        });
    }

    @Test
    void raw_scores_are_probabilities_only_if_all_of_them_can_be() {
        assertThat(CalibrationFits.of(few(), new Chance(1)).raw()).isPresent();
    }
}
