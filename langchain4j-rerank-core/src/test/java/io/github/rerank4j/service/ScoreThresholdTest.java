package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.spi.ModelTraits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreThresholdTest {

    @Test
    void a_threshold_on_probabilities_has_a_meaning() {
        try (RerankScoringModel model = scaled(ScoreScale.PROBABILITY)) {
            assertThatCode(() -> check(model, 0.5, false)).doesNotThrowAnyException();
        }
    }

    @Test
    void a_threshold_on_logits_is_refused_with_the_ways_out() {
        try (RerankScoringModel model = scaled(ScoreScale.LOGIT)) {
            assertThatThrownBy(() -> check(model, 0.5, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "min-score is 0.5, but the scores of " + model
                                    + " are logits: any number, so it could drop everything or nothing; let the model hand over"
                                    + " probabilities (scores), or set raw-threshold=true if a threshold on raw scores is meant");
        }
    }

    @Test
    void a_threshold_on_scores_of_an_unknown_range_is_refused() {
        try (RerankScoringModel model = scaled(ScoreScale.UNKNOWN)) {
            assertThatThrownBy(() -> check(model, 0.5, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("are of an unknown range, so it could drop everything or nothing; set"
                            + " raw-threshold=true");
        }
    }

    @Test
    void a_threshold_on_raw_scores_that_is_meant_is_kept() {
        try (RerankScoringModel model = scaled(ScoreScale.LOGIT)) {
            assertThatCode(() -> check(model, -3.5, true)).doesNotThrowAnyException();
        }
    }

    @Test
    void logits_handed_over_as_probabilities_may_have_a_threshold() {
        try (RerankScoringModel model = PlainService.model()
                .traits(ModelTraits.pointwise(ScoreScale.LOGIT))
                .baseUrl("http://localhost")
                .scores(ScoreOutput.PROBABILITY)
                .build()) {
            assertThat(model.traits(null).scale()).isEqualTo(ScoreScale.PROBABILITY);
            assertThatCode(() -> check(model, 0.5, false)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1})
    void a_threshold_outside_of_what_probabilities_can_be_is_refused(double minScore) {
        try (RerankScoringModel model = scaled(ScoreScale.PROBABILITY)) {
            assertThatThrownBy(() -> check(model, minScore, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("are from 0 to 1");
        }
    }

    @Test
    void a_threshold_that_is_no_number_is_refused() {
        try (RerankScoringModel model = scaled(ScoreScale.LOGIT)) {
            assertThatThrownBy(() -> check(model, Double.NaN, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("min-score is NaN, but must be a finite number");
        }
    }

    @Test
    void nobody_knows_the_range_of_another_model() {
        assertThatThrownBy(() -> check(new OtherModel(), 0.5, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(OtherModel.class.getName() + " are of an unknown range");
    }

    private static void check(ScoringModel model, double minScore, boolean waived) {
        ScoreThreshold.check(model, minScore, "min-score", "raw-threshold=true", waived);
    }

    private static RerankScoringModel scaled(ScoreScale scale) {
        return PlainService.model()
                .traits(ModelTraits.pointwise(scale))
                .baseUrl("http://localhost")
                .build();
    }

    private static final class OtherModel implements ScoringModel {

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            return Response.from(List.of());
        }
    }
}
