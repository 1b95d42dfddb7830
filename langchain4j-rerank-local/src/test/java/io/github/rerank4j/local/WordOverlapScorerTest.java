package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordOverlapScorerTest {

    private final WordOverlapScorer scorer = new WordOverlapScorer();

    @Test
    void words_are_counted_once_in_any_case_and_chinese_characters_each() {
        assertThat(share("Refund refund days", "a REFUND")).isEqualTo(0.5);
        assertThat(share("退款", "如何退货")).isEqualTo(0.5);
        assertThat(share("!?", "!?")).isZero();
    }

    @Test
    void a_score_is_the_part_of_the_querys_words_that_a_document_has() {
        // 3 words: "how", "refunds", "work"; the second query has 5: three Han characters, "in" and "3"
        assertThat(scorer.scores("How refunds work?", List.of("refunds", "they work: how?", "refund", "")))
                .containsExactly(1.0 / 3, 2.0 / 3, 0, 0);
        assertThat(scorer.scores("退款 in 3天", List.of("3 天", "in-3_天 退 款", "款退")))
                .containsExactly(2.0 / 5, 5.0 / 5, 2.0 / 5);
        assertThat(scorer.scores("refund", List.of())).isEmpty();
    }

    private double share(String query, String document) {
        return scorer.scores(query, List.of(document))[0];
    }
}
