package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankParametersTest {

    private static final RerankParameters FULL = RerankParameters.builder()
            .modelName("rank-1")
            .instruction("judge")
            .input(Map.of("i", 1))
            .parameters(Map.of("p", 2))
            .build();

    @Test
    void nothing_has_to_be_said() {
        RerankParameters none = RerankParameters.builder().build();

        assertThat(none.modelName()).isNull();
        assertThat(none.instruction()).isEmpty();
        assertThat(none.input()).isEmpty();
        assertThat(none.parameters()).isEmpty();
    }

    @Test
    void everything_that_is_said_is_kept() {
        assertThat(FULL.modelName()).isEqualTo("rank-1");
        assertThat(FULL.instruction()).contains("judge");
        assertThat(FULL.input()).isEqualTo(Map.of("i", 1));
        assertThat(FULL.parameters()).isEqualTo(Map.of("p", 2));
    }

    @Test
    void langchain4js_empty_parameters_take_nothing_away() {
        assertThat(FULL.overrideWith(ScoringRequestParameters.EMPTY)).isEqualTo(FULL);
    }

    @Test
    void our_empty_parameters_take_over_all_that_others_say() {
        RerankParameters none = RerankParameters.builder().build();

        assertThat(none.overrideWith(FULL)).isEqualTo(FULL);
        assertThat(FULL.overrideWith(none)).isEqualTo(FULL);
    }

    @Test
    void langchain4js_parameters_override_the_model_alone() {
        ScoringRequestParameters plain =
                ScoringRequestParameters.builder().modelName("rank-2").build();

        RerankParameters merged = (RerankParameters) FULL.overrideWith(plain);

        assertThat(merged.modelName()).isEqualTo("rank-2");
        assertThat(merged.instruction()).contains("judge");
        assertThat(merged.input()).isEqualTo(Map.of("i", 1));
    }

    @Test
    void what_the_others_say_wins_entry_by_entry() {
        RerankParameters others = RerankParameters.builder()
                .instruction("judge harder")
                .input(Map.of("i", 9, "j", 3))
                .parameters(Map.of("q", 4))
                .build();

        RerankParameters merged = (RerankParameters) FULL.overrideWith(others);

        assertThat(merged.modelName()).isEqualTo("rank-1");
        assertThat(merged.instruction()).contains("judge harder");
        assertThat(merged.input()).isEqualTo(Map.of("i", 9, "j", 3));
        assertThat(merged.parameters()).isEqualTo(Map.of("p", 2, "q", 4));
        assertThat(FULL.input()).as("the first stay as they were").isEqualTo(Map.of("i", 1));
    }

    @Test
    void overriding_with_nothing_changes_nothing() {
        assertThat(FULL.overrideWith(null)).isEqualTo(FULL);
    }

    @Test
    void later_changes_of_what_was_given_do_not_reach_parameters() {
        Map<String, Object> entries = new LinkedHashMap<>(Map.of("k", 1));
        RerankParameters.Builder builder =
                RerankParameters.builder().input(entries).parameters(entries);
        RerankParameters parameters = builder.build();

        entries.clear();
        builder.input(Map.of("later", 1));

        assertThat(parameters.input()).containsOnlyKeys("k");
        assertThat(parameters.parameters()).containsOnlyKeys("k");
        assertThatThrownBy(() -> parameters.input().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> parameters.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equal_parameters_are_equal_and_others_are_not() {
        RerankParameters same = RerankParameters.builder()
                .modelName("rank-1")
                .instruction("judge")
                .input(Map.of("i", 1))
                .parameters(Map.of("p", 2))
                .build();

        assertThat(same).isEqualTo(FULL).hasSameHashCodeAs(FULL);
        assertThat(same.overrideWith(
                        RerankParameters.builder().instruction("other").build()))
                .isNotEqualTo(FULL);
        assertThat(same.overrideWith(
                        RerankParameters.builder().input(Map.of("i", 2)).build()))
                .isNotEqualTo(FULL);
        assertThat(same.overrideWith(
                        RerankParameters.builder().parameters(Map.of("p", 3)).build()))
                .isNotEqualTo(FULL);
        assertThat(FULL)
                .isNotEqualTo(
                        ScoringRequestParameters.builder().modelName("rank-1").build());
    }

    @Test
    void no_text_shows() {
        RerankParameters parameters = RerankParameters.builder()
                .modelName("rank-1")
                .instruction("a private text")
                .input(Map.of("key", "a private text"))
                .parameters(Map.of("key", "a private text"))
                .build();

        assertThat(parameters.toString()).contains("rank-1", "key").doesNotContain("private");
    }
}
