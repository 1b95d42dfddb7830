package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class Bm25ScorerTest {

    private final Bm25Scorer scorer = new Bm25Scorer();

    @Test
    void words_are_lower_cased_and_keep_their_inner_punctuation() {
        assertThat(Terms.of("Set `max_retries`: LN-4091, v3.4."))
                .containsExactly("set", "max_retries", "ln-4091", "v3.4");
    }

    @Test
    void a_word_has_as_much_inner_punctuation_as_it_likes() {
        assertThat(Terms.of("a.".repeat(100_000))).containsExactly("a.".repeat(99_999) + "a");
    }

    @Test
    void chinese_is_cut_into_pairs() {
        assertThat(Terms.of("备份加密 LN-1，钥")).containsExactly("备份", "份加", "加密", "ln-1", "钥");
        assertThat(Terms.of("  ，。")).isEmpty();
    }

    @Test
    void a_rare_word_counts_more_than_a_common_one() {
        double[] scores = scorer.scores("the key", List.of("the door", "the house", "a key"));

        assertThat(scores[2]).isGreaterThan(scores[0]);
        assertThat(scores[0]).isEqualTo(scores[1]).isPositive();
    }

    @Test
    void the_score_is_that_of_the_formula() {
        double[] scores = scorer.scores("key", List.of("key key door door", "door door door door"));

        // one of two documents has the word, twice; both are of average length
        assertThat(scores[0]).isCloseTo(Math.log(1 + 1.5 / 1.5) * 2 * 2.2 / (2 + 1.2), within(1e-12));
        assertThat(scores[1]).isZero();
    }

    @Test
    void the_scores_of_words_are_added_and_one_that_is_asked_for_twice_counts_once() {
        double[] scores = scorer.scores("Key? Rust key!", List.of("the rust key", "the key", "the door"));

        // by hand: ln 1.6 for "key" and ln 2.6667 for "rust"; lengths of 9/7 and 6/7 of the average
        assertThat(scores[0]).isCloseTo(1.299001, within(1e-6));
        assertThat(scores[1]).isCloseTo(0.499176, within(1e-6));
        assertThat(scores[2]).isZero();
    }

    @Test
    void chinese_is_found_by_pairs_of_characters() {
        double[] scores = scorer.scores("退款", List.of("款退", "如何退款"));

        // one of two documents has the pair; it has 3 pairs, the average is 2
        assertThat(scores[0]).isZero();
        assertThat(scores[1]).isCloseTo(Math.log(2) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1.5)), within(1e-12));
    }

    @Test
    void a_longer_document_needs_more_of_a_word() {
        double[] scores = scorer.scores("key", List.of("key door", "key door door door door door"));

        assertThat(scores[0]).isGreaterThan(scores[1]);
    }

    @Test
    void scores_are_finite_whatever_the_texts_are() {
        assertThat(scorer.scores("?!", List.of("", "…", "text"))).containsExactly(0, 0, 0);
        assertThat(scorer.scores("text", List.of("", ""))).containsExactly(0, 0);
        assertThat(scorer.scores("text", List.of())).isEmpty();
    }
}
