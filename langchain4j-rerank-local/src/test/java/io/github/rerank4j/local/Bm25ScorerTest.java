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
