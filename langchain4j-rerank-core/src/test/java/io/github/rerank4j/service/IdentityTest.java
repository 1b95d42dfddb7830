package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.LongDocuments;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private static String identity(String baseUrl) {
        return identity(model -> model.baseUrl(baseUrl));
    }

    private static String identity(UnaryOperator<PlainService.Builder> settings) {
        PlainService.Builder builder = PlainService.model().baseUrl("https://h").modelName("m");
        try (RerankScoringModel model = settings.apply(builder).build()) {
            return model.traits(null).identity().orElseThrow();
        }
    }

    @Test
    void a_limit_changes_no_score_where_long_documents_fail() {
        assertThat(identity(model -> model.maxBytesPerRequest(1_000_000).maxCharactersPerDocument(4_000)))
                .isEqualTo(identity(model -> model));
    }

    @ParameterizedTest
    @EnumSource(
            value = LongDocuments.class,
            names = {"TRUNCATE", "SPLIT"})
    void where_long_documents_are_cut_it_counts_where(LongDocuments cut) {
        String identity = identity(model -> model.longDocuments(cut).maxCharactersPerDocument(4_000));

        assertThat(identity)
                .isEqualTo(identity(model ->
                        model.longDocuments(cut).maxCharactersPerDocument(4_000).maxDocumentsPerRequest(5)))
                .isNotEqualTo(identity(model -> model.longDocuments(cut).maxCharactersPerDocument(3_000)))
                .isNotEqualTo(identity(model ->
                        model.longDocuments(cut).maxCharactersPerDocument(4_000).maxBytesPerRequest(9_000)))
                .isNotEqualTo(identity(model -> model));
    }

    @Test
    void whether_blank_parts_are_left_out_counts() {
        ModelTraits all = ModelTraits.pointwise(ScoreScale.LOGIT);

        assertThat(identity(model -> model.longDocuments(LongDocuments.SPLIT).traits(all.blankDocuments(false))))
                .isNotEqualTo(identity(
                        model -> model.longDocuments(LongDocuments.SPLIT).traits(all)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/api/", "https://H:443/api", "https://h/api/rank", "https://h/api/rank/"})
    void an_address_that_leads_to_the_same_place_is_the_same_model(String baseUrl) {
        assertThat(identity(baseUrl)).isEqualTo(identity("https://h/api"));
    }

    @Test
    void what_may_be_a_key_in_an_address_is_not_shown_and_tells_two_apart_all_the_same() {
        String one = identity("https://h/endpoints/aaaaaaaa-0000-0000-0000-000000000000");
        String other = identity("https://h/endpoints/bbbbbbbb-0000-0000-0000-000000000000");

        assertThat(one).isNotEqualTo(other).doesNotContain("aaaaaaaa");
    }

    @Test
    void another_place_is_another_model() {
        assertThat(identity("https://h/other")).isNotEqualTo(identity("https://h/api"));
        assertThat(identity("http://127.0.0.1:1")).isNotEqualTo(identity("http://127.0.0.1:2"));
    }
}
