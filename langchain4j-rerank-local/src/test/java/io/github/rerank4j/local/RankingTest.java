package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void the_best_comes_first_and_ties_keep_document_order() {
        double[] scores = {-1, 2.5, -1, 3};

        Ranking ranking = Ranking.of("q", List.of("a", "b", "c", "d"), (query, documents) -> scores);

        assertThat(ranking.scores()).containsExactly(-1.0, 2.5, -1.0, 3.0);
        assertThat(ranking.bestFirst()).containsExactly(3, 1, 0, 2);
    }

    @Test
    void tokens_are_estimated_with_the_query_in_each_pair() {
        Ranking ranking = Ranking.of("知识", List.of("abcde", "引擎ab"), (query, documents) -> new double[2]);

        assertThat(ranking.tokens()).isEqualTo((2 + 2) + (2 + 3));
    }

    @Test
    void a_scorer_gives_one_finite_score_per_document() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Ranking.of("q", List.of("a"), (query, documents) -> new double[2]));
        assertThatIllegalStateException()
                .isThrownBy(() -> Ranking.of("q", List.of("a"), RerankScorer.each((query, document) -> Double.NaN)));
    }
}
