package io.github.rerank4j.examples.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StandInTest {

    @Test
    void it_is_token_matching_unless_the_environment_says_otherwise() {
        assertThat(StandIn.of(new Environment(Map.of()))).isEqualTo(StandIn.TOKEN_MATCHING);
        assertThat(named("token-matching")).isEqualTo(StandIn.TOKEN_MATCHING);
        assertThat(named(" BM25 ")).isEqualTo(StandIn.BM25);
    }

    @Test
    void it_is_called_what_it_is() {
        assertThat(StandIn.TOKEN_MATCHING.title()).isEqualTo("token matching over the embedding model");
        assertThat(StandIn.TOKEN_MATCHING.manner()).contains("untrained late interaction, not ColBERT");
        assertThat(StandIn.BM25.manner()).contains("BM25", "not by a model");
    }

    @Test
    void only_scores_by_words_tell_that_nothing_is_in_common() {
        assertThat(StandIn.TOKEN_MATCHING.leastScore()).isNull();
        assertThat(StandIn.BM25.leastScore()).isEqualTo(0.0005);
    }

    @Test
    void one_that_there_is_not_is_a_mistake() {
        assertThatThrownBy(() -> named("colbert")).hasMessageContaining("token-matching or bm25");
    }

    private static StandIn named(String name) {
        return StandIn.of(new Environment(Map.of(StandIn.VARIABLE, name)));
    }
}
