package io.github.rerank4j.internal.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    /**
     * R. Fisher, "The Design of Experiments" (1935), section 21: Darwin's 15 pairs of cross- and self-fertilised plants.
     * Of the 32,768 assignments of signs 863 have a sum as large as the one observed, and as many one as small.
     */
    @Test
    void the_exact_test_finds_what_fisher_found_for_darwins_plants() {
        double[] eighthsOfAnInch = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

        assertThat(PairedRandomisation.pValue(eighthsOfAnInch, new SplitMix64(1)))
                .isEqualTo(2 * 863 / 32768.0);
    }

    @Test
    void few_differences_are_enumerated_by_hand() {
        assertThat(PairedRandomisation.pValue(new double[] {1, 1, 1}, new SplitMix64(1)))
                .isEqualTo(2 / 8.0);
        assertThat(PairedRandomisation.pValue(new double[] {0, 1, 0, 2, 3, 0}, new SplitMix64(1)))
                .isEqualTo(2 / 8.0);
        assertThat(PairedRandomisation.pValue(new double[] {1, -1}, new SplitMix64(1)))
                .isEqualTo(1);
        assertThat(PairedRandomisation.pValue(new double[] {0.3}, new SplitMix64(1)))
                .isEqualTo(1);
        assertThat(PairedRandomisation.pValue(new double[] {3, 1, -1}, new SplitMix64(1)))
                .isEqualTo(6 / 8.0);
    }

    @Test
    void no_difference_is_no_surprise() {
        assertThat(PairedRandomisation.pValue(new double[60], new SplitMix64(1)))
                .isEqualTo(1);
        assertThat(PairedRandomisation.pValue(new double[0], new SplitMix64(1))).isEqualTo(1);
    }

    @Test
    void sums_that_rounding_alone_parts_are_equal() {
        double[] differences = {0.1, 0.2, -0.3, 0.1, 0.2, -0.3, 0.1};
        double[] tenfold = {1, 2, -3, 1, 2, -3, 1};

        assertThat(PairedRandomisation.pValue(differences, new SplitMix64(1)))
                .isEqualTo(PairedRandomisation.pValue(tenfold, new SplitMix64(1)));
    }

    @Test
    void drawn_signs_come_close_to_all_of_them() {
        Random random = new Random(3);
        for (int trial = 0; trial < 5; trial++) {
            double[] differences = random.doubles(19, -0.8, 1.2).toArray();
            double exact = PairedRandomisation.pValue(differences, new SplitMix64(1));
            double[] twenty = Arrays.copyOf(differences, 20);
            twenty[19] = 1e-9; // one more that hardly counts: signs are drawn

            assertThat(PairedRandomisation.pValue(twenty, new SplitMix64(trial)))
                    .isCloseTo(exact, within(0.01));
        }
    }

    @Test
    void what_was_observed_counts_as_one_of_the_draws() {
        double[] sixty = new double[60];
        Arrays.fill(sixty, 1);

        assertThat(PairedRandomisation.pValue(sixty, new SplitMix64(5))).isEqualTo(1 / 100_001.0);
    }

    @Test
    void both_directions_have_the_same_p_value() {
        double[] differences = new Random(9).doubles(40, -0.4, 0.6).toArray();
        double[] opposite =
                Arrays.stream(differences).map(difference -> -difference).toArray();

        assertThat(PairedRandomisation.pValue(differences, new SplitMix64(2)))
                .isEqualTo(PairedRandomisation.pValue(opposite, new SplitMix64(2)));
    }

    /** Wikipedia, "Holm–Bonferroni method": four hypotheses, of which the first and the fourth are rejected at 5 %. */
    @Test
    void holm_multiplies_by_how_many_are_left_and_never_falls() {
        double[] adjusted = Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005});

        assertThat(adjusted).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.adjusted(new double[] {0.9, 0.8})).containsExactly(1, 1);
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }

    @Test
    void the_bootstrap_of_a_share_has_the_width_of_its_normal_interval() {
        double[][] rows = new double[100][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = i % 2;
            rows[i][1] = 0.25;
        }

        double[][] means = Bootstrap.means(rows, new SplitMix64(1));

        Interval half = Interval.of(means[0]);
        assertThat(half.low()).isCloseTo(0.5 - 1.96 * 0.05, within(0.011));
        assertThat(half.high()).isCloseTo(0.5 + 1.96 * 0.05, within(0.011));
        assertThat(Interval.of(means[1])).isEqualTo(new Interval(0.25, 0.25));
        assertThat(Bootstrap.ofDifference(means[1], means[0]).low()).isCloseTo(half.low() - 0.25, within(1e-9));
    }

    @Test
    void the_interval_leaves_two_and_a_half_percent_on_either_side() {
        double[] numbers = new double[10_000];
        Arrays.setAll(numbers, i -> 9_999 - i);

        assertThat(Interval.of(numbers)).isEqualTo(new Interval(250, 9_749));
        assertThat(Interval.of(new double[] {7})).isEqualTo(new Interval(7, 7));
    }

    /** (1.960 + 0.842)² times the variance over the squared difference, as any textbook on power has it. */
    @Test
    void how_many_questions_it_takes_follows_from_spread_and_difference() {
        assertThat(SampleSize.needed(new double[] {-1, 3})).hasValue(63); // mean 1, variance 8
        assertThat(SampleSize.needed(new double[] {1, 1, 1})).hasValue(2);
        assertThat(SampleSize.needed(new double[] {1, -1})).isEmpty();
        assertThat(SampleSize.needed(new double[] {1})).isEmpty();
        assertThat(SampleSize.needed(new double[0])).isEmpty();
    }

    @Test
    void as_many_questions_as_needed_can_be_below_a_level_and_one_less_cannot() {
        for (double level : new double[] {0.05, 0.05 / 3, 0.01}) {
            int fewest = PairedRandomisation.fewestQuestions(level);

            assertThat(PairedRandomisation.pValue(alike(fewest), new SplitMix64(1)))
                    .isLessThan(level);
            assertThat(PairedRandomisation.pValue(alike(fewest - 1), new SplitMix64(1)))
                    .isGreaterThanOrEqualTo(level);
        }
        assertThat(PairedRandomisation.fewestQuestions(0.05)).isEqualTo(6);
    }

    private static double[] alike(int differences) {
        double[] alike = new double[differences];
        Arrays.fill(alike, 0.1);
        return alike;
    }

    @Test
    void the_same_seed_gives_the_same_numbers_and_each_of_them_comes() {
        SplitMix64 one = new SplitMix64(42);
        SplitMix64 other = new SplitMix64(42);
        boolean[] came = new boolean[7];
        for (int i = 0; i < 500; i++) {
            int number = one.below(7);
            assertThat(other.below(7)).isEqualTo(number);
            came[number] = true;
        }

        assertThat(came).doesNotContain(false);
        assertThat(new SplitMix64(1).shuffled(50))
                .doesNotHaveDuplicates()
                .hasSize(50)
                .isNotEqualTo(new SplitMix64(2).shuffled(50));
        // the reference implementation's first number of the seed 1234567
        assertThat(new SplitMix64(1234567).bits()).isEqualTo(6457827717110365317L);
    }
}
