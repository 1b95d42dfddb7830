package io.github.rerank4j.internal.evaluation.ranking;

import static io.github.rerank4j.internal.evaluation.ranking.RankedGrades.UNJUDGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankedGradesTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final int ALL = Integer.MAX_VALUE;

    /**
     * The gains of K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (ACM TOIS 20(4),
     * 2002), section 3.1: G' = 3, 2, 3, 0, 0, 1, 2, 2, 3, 0 and the ideal 3, 3, 3, 2, 2, 2, 1, 1, 1, 1. They divide by
     * log2(rank) from rank 2 on; trec_eval divides by log2(rank + 1), which these sums do by hand.
     */
    @Test
    void ndcg_of_the_example_that_introduced_it_with_the_discount_of_trec_eval() {
        int[] ranked = {3, 2, 3, 0, 0, 1, 2, 2, 3, 0};
        int[] judgements = {1, 2, 3, 1, 2, 3, 1, 2, 3, 1};

        double dcg = 3 + 2 / 1.5849625007 + 3 / 2.0 + 1 / 2.8073549221 + 2 / 3.0 + 2 / 3.1699250014 + 3 / 3.3219280949;
        double ideal = 3
                + 3 / 1.5849625007
                + 3 / 2.0
                + 2 / 2.3219280949
                + 2 / 2.5849625007
                + 2 / 2.8073549221
                + 1 / 3.0
                + 1 / 3.1699250014
                + 1 / 3.3219280949
                + 1 / 3.4594316186;

        assertThat(RankedGrades.of(ranked, judgements).ndcg(10, false)).isCloseTo(dcg / ideal, within(1e-9));
        assertThat(dcg / ideal).isCloseTo(0.8336, within(0.0001));
    }

    /** Wikipedia, "Discounted cumulative gain", the example of six documents with two more that were not retrieved. */
    @Test
    void the_ideal_counts_documents_that_were_not_retrieved() {
        RankedGrades ranking = RankedGrades.of(new int[] {3, 2, 3, 0, 1, 2}, new int[] {3, 2, 3, 0, 1, 2, 3, 2});

        assertThat(ranking.ndcg(6, false)).isCloseTo(0.785, within(0.0005));
    }

    @Test
    void exponential_gain_is_two_to_the_power_of_the_grade_minus_one() {
        RankedGrades ranking = RankedGrades.of(new int[] {1, 3, 2}, new int[] {1, 2, 3});

        double log3 = Math.log(3) / Math.log(2);
        double expected = (1 + 7 / log3 + 3 / 2.0) / (7 + 3 / log3 + 1 / 2.0);
        assertThat(ranking.ndcg(3, true)).isCloseTo(expected, ROUNDING);
        assertThat(ranking.ndcg(3, false)).isNotCloseTo(expected, within(0.01));
    }

    @Test
    void grades_that_no_double_could_be_two_to_the_power_of_still_compare() {
        RankedGrades ranking = RankedGrades.of(new int[] {5000, 4999}, new int[] {5000, 4999});

        assertThat(ranking.ndcg(10, true)).isEqualTo(1);
        assertThat(RankedGrades.of(new int[] {4999, 5000}, new int[] {5000, 4999})
                        .ndcg(1, true))
                .isEqualTo(0.5);
    }

    @Test
    void negative_and_unjudged_documents_gain_nothing() {
        int[] judgements = {2, -1, -3, 0};

        double judged = RankedGrades.of(new int[] {0, 2}, judgements).ndcg(10, false);
        assertThat(RankedGrades.of(new int[] {-3, 2}, judgements).ndcg(10, false))
                .isEqualTo(judged);
        assertThat(RankedGrades.of(new int[] {UNJUDGED, 2}, judgements).ndcg(10, false))
                .isEqualTo(judged);
        assertThat(RankedGrades.of(new int[] {-1}, judgements).precision(1)).isZero();
        assertThat(RankedGrades.of(new int[] {-1}, judgements).success(1)).isZero();
    }

    /**
     * B. Croft, D. Metzler and T. Strohman, "Search Engines: Information Retrieval in Practice" (2010), section 8.4.2:
     * two rankings of ten documents with six relevant ones, and two queries with five and three.
     */
    @Test
    void average_precision_of_the_textbook() {
        assertThat(relevantAt(6, 1, 3, 4, 5, 6, 10).averagePrecision()).isCloseTo(0.78, within(0.0051));
        assertThat(relevantAt(6, 2, 5, 6, 7, 9, 10).averagePrecision()).isCloseTo(0.52, within(0.005));
        assertThat(relevantAt(5, 1, 3, 6, 9, 10).averagePrecision()).isCloseTo(0.62, within(0.005));
        assertThat(relevantAt(3, 2, 5, 7).averagePrecision()).isCloseTo(0.44, within(0.005));
    }

    @Test
    void average_precision_counts_relevant_documents_that_were_not_retrieved() {
        assertThat(relevantAt(4, 1, 2).averagePrecision()).isEqualTo(0.5);
    }

    private static RankedGrades relevantAt(int relevant, int... ranks) {
        int[] ranked = new int[10];
        Arrays.stream(ranks).forEach(rank -> ranked[rank - 1] = 1);
        int[] judgements = new int[relevant];
        Arrays.fill(judgements, 1);
        return RankedGrades.of(ranked, judgements);
    }

    @Test
    void the_reciprocal_rank_ends_at_its_cut_off() {
        assertThat(relevantAt(1, 3).reciprocalRank(10)).isEqualTo(1 / 3.0);
        assertThat(relevantAt(1, 3).reciprocalRank(3)).isEqualTo(1 / 3.0);
        assertThat(relevantAt(1, 3).reciprocalRank(2)).isZero();
    }

    @Test
    void precision_divides_by_k_also_where_there_are_fewer() {
        RankedGrades three = RankedGrades.of(new int[] {1, 0, 2}, new int[] {1, 2});

        assertThat(three.precision(5)).isEqualTo(0.4);
        assertThat(three.precision(1)).isEqualTo(1);
    }

    @Test
    void recall_divides_by_all_relevant_documents() {
        RankedGrades found = RankedGrades.of(new int[] {0, 1, 1}, new int[] {1, 1, 1, 1, 0});

        assertThat(found.recall(2)).isEqualTo(0.25);
        assertThat(found.recall(100)).isEqualTo(0.5);
        assertThat(found.success(1)).isZero();
        assertThat(found.success(2)).isEqualTo(1);
    }

    /** As ir-measures does: a list shorter than k is not punished. */
    @Test
    void judged_is_the_share_with_a_grade_of_the_first_ones_there_are() {
        RankedGrades ranking = RankedGrades.of(new int[] {0, UNJUDGED, -1, UNJUDGED}, new int[] {0, -1, 3});

        assertThat(ranking.judged(2)).isEqualTo(0.5);
        assertThat(ranking.judged(3)).isCloseTo(2 / 3.0, ROUNDING);
        assertThat(ranking.judged(10)).isEqualTo(0.5);
    }

    @Test
    void nothing_ranked_and_nothing_relevant_are_0_and_not_NaN() {
        for (RankedGrades ranking : new RankedGrades[] {
            RankedGrades.of(new int[0], new int[] {1}), RankedGrades.of(new int[] {0}, new int[] {0})
        }) {
            assertThat(ranking.ndcg(10, false)).isZero();
            assertThat(ranking.ndcg(10, true)).isZero();
            assertThat(ranking.averagePrecision()).isZero();
            assertThat(ranking.reciprocalRank(10)).isZero();
            assertThat(ranking.recall(10)).isZero();
            assertThat(ranking.precision(10)).isZero();
            assertThat(ranking.success(10)).isZero();
        }
        assertThat(RankedGrades.of(new int[0], new int[] {1}).judged(10)).isZero();
    }

    @Test
    void every_order_of_ties_lies_between_the_worst_and_the_best() {
        Random random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            int[] grades = random.ints(8, -1, 4)
                    .map(grade -> grade == -1 ? UNJUDGED : grade)
                    .toArray();
            int[] judgements = {1, 2, 3, 3, 0};
            int[] ends = {2, 3, 7, 8};
            RankedGrades ranking = RankedGrades.of(grades, judgements);
            RankedGrades low = ranking.arranged(ends, false);
            RankedGrades high = ranking.arranged(ends, true);
            int[] swapped = grades.clone();
            swapped[3] = grades[6];
            swapped[6] = grades[3];
            RankedGrades other = RankedGrades.of(swapped, judgements);

            int k = 1 + random.nextInt(8);
            assertThat(other.ndcg(k, false)).isBetween(low.ndcg(k, false) - 1e-12, high.ndcg(k, false) + 1e-12);
            assertThat(other.averagePrecision())
                    .isBetween(low.averagePrecision() - 1e-12, high.averagePrecision() + 1e-12);
            assertThat(other.reciprocalRank(k)).isBetween(low.reciprocalRank(k), high.reciprocalRank(k));
            assertThat(other.precision(k)).isBetween(low.precision(k), high.precision(k));
            assertThat(other.judged(k)).isBetween(low.judged(k), high.judged(k));
            assertThat(ranking.ndcg(ALL, false))
                    .isLessThanOrEqualTo(ranking.best().ndcg(ALL, false) + 1e-12);
        }
    }
}
