package io.github.rerank4j.examples.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.local.Bm25Scorer;
import io.github.rerank4j.local.WordOverlapScorer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandInTest {

    @Test
    void it_is_token_matching_unless_the_environment_says_otherwise() {
        assertThat(StandIn.of(new Environment(Map.of())).scorer()).isInstanceOf(MaxSimScorer.class);
        assertThat(named("maxsim").scorer()).isInstanceOf(MaxSimScorer.class);
        assertThat(named(" BM25 ").scorer()).isInstanceOf(Bm25Scorer.class);
        assertThat(named("word-overlap").scorer()).isInstanceOf(WordOverlapScorer.class);
    }

    @Test
    void it_is_called_what_it_is() {
        assertThat(named("maxsim").title()).isEqualTo("token matching over the embedding model");
        assertThat(named("maxsim").manner()).contains("untrained late interaction, not ColBERT");
        assertThat(named("bm25").manner()).contains("BM25", "not by a model");
        assertThat(named("word-overlap").manner()).contains("question's words", "not by a model");
    }

    @Test
    void only_scores_by_words_tell_that_nothing_is_in_common() {
        assertThat(named("maxsim").leastScore()).isNull();
        assertThat(named("bm25").leastScore()).isEqualTo(0.0005);
        assertThat(named("word-overlap").leastScore()).isEqualTo(0.0005);
    }

    @Test
    void one_that_there_is_not_is_a_mistake_that_names_those_that_there_are() {
        assertThatThrownBy(() -> named("colbert"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RERANK_STAND_IN is \"colbert\": set it to maxsim or word-overlap or bm25,"
                        + " or leave it out");
    }

    private static StandIn named(String name) {
        return StandIn.of(new Environment(Map.of(StandIn.VARIABLE, name)));
    }
}
