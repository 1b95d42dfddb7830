package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void a_hit_is_a_right_passage_in_the_first_place() {
        Figures figures = figures(1, 2, 1, 20);

        assertThat(figures.questions()).isEqualTo(4);
        assertThat(figures.hitRate()).isEqualTo(0.5);
    }

    @Test
    void the_reciprocal_rank_ends_at_place_10() {
        assertThat(figures(1, 2, 10, 11, 0).reciprocalRank()).isCloseTo((1 + 0.5 + 0.1) / 5, within(1e-12));
    }

    @Test
    void no_questions_make_no_division_by_zero() {
        Found found = Evaluated.found(List.of(right("q", 1)));

        assertThat(Figures.of(found.report(), found.questions(Language.CHINESE)))
                .isEqualTo(new Figures(0, 0, 0));
    }

    @Test
    void a_move_up_is_above_zero_and_questions_without_hope_do_not_move() {
        List<Move> moves = Move.all(
                List.of(right("a", 5), right("b", 0), right("c", 1)),
                List.of(right("a", 2), right("b", 0), right("c", 3)));

        assertThat(moves).extracting(Move::places).containsExactly(3, -2);
    }

    @Test
    void the_best_of_several_right_passages_counts() {
        Question question = new Question("q", Language.ENGLISH, "what?", List.of("p3", "p2"));

        Ranking ranking = new Ranking(question, candidates());

        assertThat(ranking.place()).hasValue(2);
    }

    private static Figures figures(int... places) {
        List<Ranking> rankings = new ArrayList<>();
        for (int place : places) {
            rankings.add(right("q" + rankings.size(), place));
        }
        Found found = Evaluated.found(rankings);
        return Figures.of(found.report(), found.questions());
    }

    /** A ranking of 20 candidates with the right one in a place, or none in place 0. */
    private static Ranking right(String id, int place) {
        return new Ranking(new Question(id, Language.ENGLISH, "what?", List.of("p" + place)), candidates());
    }

    private static List<FoundPassage> candidates() {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new FoundPassage("p" + i, "Passage " + i, 1.0 / i))
                .toList();
    }
}
