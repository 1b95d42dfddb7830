package io.github.rerank4j.internal.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.Calibrations;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.evaluation.statistics.SplitMix64;
import io.github.rerank4j.internal.evaluation.threshold.Pairs;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalibrationTest {
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
        CrossFitting fits = CrossFitting.of(Pairs.separated(100), new SplitMix64(1));

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
        assertThat(CrossFitting.of(Pairs.few(), new SplitMix64(1)).raw()).isPresent();
    }
}
