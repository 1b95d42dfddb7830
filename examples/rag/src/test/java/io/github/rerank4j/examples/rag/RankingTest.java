package io.github.rerank4j.examples.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {

    private static final Question QUESTION = new Question("q-1", Language.ENGLISH, "what?", List.of("b"));
    private static final Ranking BEFORE = ranking(candidate("a", 0.9), candidate("b", 0.8));

    @Test
    void the_same_candidates_in_the_order_of_their_scores_are_right() {
        Ranking after = ranking(candidate("b", 3), candidate("a", 3));

        assertThat(after.checkedAgainst(BEFORE)).isSameAs(after);
    }

    @Test
    void lost_doubled_and_misplaced_candidates_are_wrong_data() {
        assertWrong(ranking(candidate("a", 1)));
        assertWrong(ranking(candidate("a", 2), candidate("a", 1)));
        assertWrong(ranking(candidate("a", 2), candidate("c", 1)));
        assertWrong(ranking(candidate("a", 1), candidate("b", 2)));
    }

    private static void assertWrong(Ranking after) {
        assertThatThrownBy(() -> after.checkedAgainst(BEFORE)).hasMessageStartingWith("wrong data: ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void a_score_that_is_no_finite_number_is_wrong_data(double score) {
        Content content = Content.from(segment(), Map.of(ContentMetadata.RERANKED_SCORE, score));

        assertThatThrownBy(() -> FoundPassage.of(content, ContentMetadata.RERANKED_SCORE))
                .hasMessage("wrong data: the score of a is " + score);
    }

    @Test
    void a_missing_score_is_wrong_data() {
        Content content = Content.from(segment());

        assertThatThrownBy(() -> FoundPassage.of(content, ContentMetadata.RERANKED_SCORE))
                .hasMessage("wrong data: the score of a is null");
    }

    private static TextSegment segment() {
        return TextSegment.from("text", Metadata.from(Map.of("id", "a", "title", "A")));
    }

    private static Ranking ranking(FoundPassage... candidates) {
        return new Ranking(QUESTION, List.of(candidates));
    }

    private static FoundPassage candidate(String id, double score) {
        return new FoundPassage(id, "Passage " + id, score);
    }
}
