package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reranker says of itself stays the same, and gives nothing away. */
interface TraitPromises extends RerankerCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void traits_stay_what_they_are(Way way) {
        asked().echoes();
        Reranker reranker = reranker();
        List<Object> before = said(reranker, null);
        List<Object> ofAnother = said(reranker, "another-model");

        way.score(reranker, "0.5");

        assertThat(said(reranker, null)).isEqualTo(before);
        assertThat(said(reranker, "another-model")).isEqualTo(ofAnother);
        assertThat(said(reranker(), null)).as("of one made the same way").isEqualTo(before);
    }

    @Test
    default void neither_traits_nor_reranker_show_a_secret_or_a_text() {
        asked().echoes();
        Reranker reranker = reranker();
        Way.BLOCKING.score(reranker, "0.5");

        List<String> hidden = new ArrayList<>(secrets());
        hidden.add("the question of this test");
        for (String shown : List.of(
                reranker.toString(),
                said(reranker, null).toString(),
                reranker.traits(null).toString())) {
            assertThat(shown).doesNotContain(hidden);
        }
    }

    /** Members by their names: those of two chains may be others. */
    private static List<Object> said(Reranker reranker, @Nullable String modelName) {
        RerankerTraits traits = reranker.traits(modelName);
        return List.of(
                traits.provider(),
                traits.identity(),
                traits.rawScale(),
                traits.output(),
                traits.scale(),
                traits.listwise(),
                traits.kinds(),
                traits.messagesHoldNoTexts(),
                traits.members().stream().map(RerankerTraits.Member::name).toList());
    }
}
