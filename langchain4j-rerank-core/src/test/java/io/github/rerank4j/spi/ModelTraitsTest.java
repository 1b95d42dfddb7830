package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.ScoreScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTraitsTest {

    @Test
    void a_pointwise_model_takes_texts_without_limits() {
        ModelTraits traits = ModelTraits.pointwise(ScoreScale.PROBABILITY);

        assertThat(traits.maxDocuments()).isEqualTo(Integer.MAX_VALUE);
        assertThat(traits.maxCharacters()).isEqualTo(Integer.MAX_VALUE);
        assertThat(traits.maxCharactersPerDocument()).isEqualTo(Integer.MAX_VALUE);
        assertThat(traits.scale()).isEqualTo(ScoreScale.PROBABILITY);
        assertThat(traits.listwise()).isFalse();
        assertThat(traits.kinds()).containsExactly(ContentType.TEXT);
        assertThat(traits.blankDocuments()).isTrue();
    }

    @Test
    void a_listwise_model_differs_in_that_alone() {
        assertThat(ModelTraits.listwise(ScoreScale.LOGIT).listwise()).isTrue();
        assertThat(ModelTraits.listwise(ScoreScale.LOGIT).kinds()).containsExactly(ContentType.TEXT);
    }

    @Test
    void each_setting_leaves_the_others_as_they_are() {
        ModelTraits traits = ModelTraits.listwise(ScoreScale.LOGIT)
                .maxDocuments(1)
                .maxCharacters(2)
                .maxCharactersPerDocument(3)
                .maxBytes(4)
                .kinds(ContentType.IMAGE, ContentType.VIDEO)
                .blankDocuments(false)
                .scale(ScoreScale.UNKNOWN);

        assertThat(traits.maxDocuments()).isEqualTo(1);
        assertThat(traits.maxCharacters()).isEqualTo(2);
        assertThat(traits.maxCharactersPerDocument()).isEqualTo(3);
        assertThat(traits.maxBytes()).isEqualTo(4);
        assertThat(traits.kinds()).containsExactlyInAnyOrder(ContentType.IMAGE, ContentType.VIDEO);
        assertThat(traits.blankDocuments()).isFalse();
        assertThat(traits.scale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(traits.listwise()).isTrue();
        assertThat(traits.maxDocuments(7)
                        .maxCharacters(8)
                        .maxCharactersPerDocument(9)
                        .maxBytes(10))
                .isEqualTo(new ModelTraits(
                        new RequestLimits(7, 8, 9, 10), ScoreScale.UNKNOWN, true, traits.kinds(), false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_limit_below_one_is_refused(int limit) {
        ModelTraits traits = ModelTraits.pointwise(ScoreScale.LOGIT);

        assertThatThrownBy(() -> traits.maxDocuments(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDocuments is " + limit
                        + ", but must be at least 1; leave it out where the service has no such limit");
        assertThatThrownBy(() -> traits.maxCharacters(limit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> traits.maxCharactersPerDocument(limit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> traits.maxBytes(limit)).isInstanceOf(IllegalArgumentException.class);
    }
}
