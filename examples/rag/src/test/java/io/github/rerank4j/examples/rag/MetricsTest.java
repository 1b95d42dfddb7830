package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void a_hit_is_a_right_passage_in_the_first_place() {
        Metrics metrics = Metrics.of(List.of(right(1), right(2), right(1), right(20)));

        assertThat(metrics.questions()).isEqualTo(4);
        assertThat(metrics.hitRate()).isEqualTo(0.5);
    }

    @Test
    void the_reciprocal_rank_ends_at_place_10() {
        Metrics metrics = Metrics.of(List.of(right(1), right(2), right(10), right(11), right(0)));

        assertThat(metrics.reciprocalRank()).isCloseTo((1 + 0.5 + 0.1) / 5, within(1e-12));
    }

    @Test
    void no_questions_make_no_division_by_zero() {
        assertThat(Metrics.of(List.of(right(1)), Language.CHINESE)).isEqualTo(new Metrics(0, 0, 0));
    }

    @Test
    void a_move_up_is_above_zero_and_questions_without_hope_do_not_move() {
        List<Move> moves = Move.all(List.of(right(5), right(0), right(1)), List.of(right(2), right(0), right(3)));

        assertThat(moves).extracting(Move::places).containsExactly(3, -2);
    }

    @Test
    void the_best_of_several_right_passages_counts() {
        Question question = new Question("q", Language.ENGLISH, "what?", List.of("p3", "p2"));

        Ranking ranking = new Ranking(question, candidates());

        assertThat(ranking.place()).hasValue(2);
    }

    /** A ranking of 20 candidates with the right one in a place, or none in place 0. */
    static Ranking right(int place) {
        return new Ranking(new Question("q", Language.ENGLISH, "what?", List.of("p" + place)), candidates());
    }

    private static List<Candidate> candidates() {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new Candidate("p" + i, "Passage " + i, 1.0 / i))
                .toList();
    }
}
