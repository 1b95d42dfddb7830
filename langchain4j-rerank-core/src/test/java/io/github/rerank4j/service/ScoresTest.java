package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.Calibrations;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreCalibration;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.ModelTraits;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** What scores a caller gets, in which order and on which scale. */
class ScoresTest extends PlainServiceCase {

    private static final String TWO_HITS = "{\"hits\":[{\"i\":1,\"s\":2.0},{\"i\":0,\"s\":-1.0}]}";

    @Test
    void segments_get_their_scores_in_order_with_usage() {
        answer(200, "{\"hits\":[{\"i\":1,\"s\":2.0},{\"i\":0,\"s\":-1.0}],\"usage\":{\"total_tokens\":9}}");
        try (RerankScoringModel model = model().build()) {
            var response = model.scoreAll(List.of(TextSegment.from("a"), TextSegment.from("b")), "q");

            assertThat(response.content()).containsExactly(-1.0, 2.0);
            assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(9, 0, 9));
        }
    }

    @Test
    void a_response_says_who_answered_what() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("X-Request-Id", "r-1")
                .body("{\"model\":\"m-2\",\"hits\":[{\"i\":0,\"s\":1}]}")
                .build());
        try (RerankScoringModel model = model().modelName("m").build()) {
            RerankResponse response = model.rerank(request("a"));

            assertThat(response.modelName()).contains("m-2");
            assertThat(response.requestIds()).containsExactly("r-1");
            assertThat(response.attempts()).isEqualTo(1);
        }
    }

    @Test
    void an_output_that_makes_no_number_of_a_score_is_told_with_the_document() {
        answer(200, TWO_HITS);
        ScoreOutput root = new ScoreOutput() {
            @Override
            public double of(double raw, ScoreScale rawScale) {
                return Math.sqrt(-raw);
            }

            @Override
            public ScoreScale scale(ScoreScale rawScale) {
                return ScoreScale.UNKNOWN;
            }
        };
        try (RerankScoringModel model = model().scores(root).build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b")))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContaining(
                            "turned the score of document 1 (counted from 0) into NaN, which is not finite");
        }
    }

    @Test
    void logits_become_probabilities_on_request() {
        answer(200, TWO_HITS);
        try (RerankScoringModel model = model().scores(ScoreOutput.PROBABILITY).build()) {
            assertThat(model.rerank(request("a", "b")).scores())
                    .satisfiesExactly(
                            first -> assertThat(first).isCloseTo(0.26894, org.assertj.core.data.Offset.offset(1e-5)),
                            second -> assertThat(second).isCloseTo(0.88080, org.assertj.core.data.Offset.offset(1e-5)));
        }
    }

    @Test
    void probabilities_stay_as_they_are() {
        answer(200, "{\"hits\":[{\"i\":0,\"s\":0.3}]}");
        try (RerankScoringModel model = model().traits(ModelTraits.pointwise(ScoreScale.PROBABILITY))
                .scores(ScoreOutput.PROBABILITY)
                .build()) {
            assertThat(model.rerank(request("a")).scores()).containsExactly(0.3);
        }
    }

    @Test
    void a_score_that_is_no_probability_is_refused_where_probabilities_are_asked_for() {
        server.setDispatcher(always("{\"hits\":[{\"i\":1,\"s\":6.83},{\"i\":0,\"s\":0.3}]}"));
        ModelTraits probabilities = ModelTraits.pointwise(ScoreScale.PROBABILITY);
        try (RerankScoringModel raw = model().traits(probabilities).build();
                RerankScoringModel model = model().traits(probabilities)
                        .scores(ScoreOutput.PROBABILITY)
                        .build()) {
            assertThat(raw.rerank(request("a", "b")).scores()).containsExactly(0.3, 6.83);
            assertThatThrownBy(() -> model.rerank(request("a", "b")))
                    .isInstanceOf(InvalidReplyException.class)
                    .hasMessageContainingAll("document 1", "6.83");
        }
    }

    @Test
    void probability_of_an_unknown_scale_is_refused() {
        PlainService.Builder builder =
                model().traits(ModelTraits.pointwise(ScoreScale.UNKNOWN)).scores(ScoreOutput.PROBABILITY);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RAW");
    }

    @Test
    void calibrated_scores_are_probabilities_and_traits_say_so() {
        answer(200, TWO_HITS);
        ScoreOutput calibrated =
                ScoreOutput.calibrated(ScoreCalibration.of(Calibrations.logistic(2, 0), "m", ScoreScale.LOGIT));
        try (RerankScoringModel model =
                model().modelName("m").scores(calibrated).build()) {
            assertThat(model.traits(null).scale()).isEqualTo(ScoreScale.PROBABILITY);
            assertThat(model.rerank(request("a", "b")).scores())
                    .containsExactly(1 / (1 + Math.exp(2)), 1 / (1 + Math.exp(-4)));
        }
    }

    @Test
    void a_call_to_another_model_than_the_calibrations_asks_nobody() {
        ScoreOutput calibrated =
                ScoreOutput.calibrated(ScoreCalibration.of(Calibrations.logistic(2, 0), "m", ScoreScale.LOGIT));
        try (RerankScoringModel model =
                model().modelName("m").scores(calibrated).build()) {
            assertThatThrownBy(() -> model.rerank(
                            request("a", "b").toBuilder().modelName("n").build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("a calibration of m says nothing about the scores of n")
                    .hasMessageContaining("scores(RAW)");
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_calibration_of_another_model_or_scale_fails_in_build() {
        ScoreOutput ofOther = ScoreCalibration.of(Calibrations.logistic(2, 0), "n", ScoreScale.UNKNOWN);
        ScoreOutput ofProbabilities = ScoreCalibration.of(Calibrations.logistic(2, 0), null, ScoreScale.PROBABILITY);

        PlainService.Builder wrongModel = model().modelName("m").scores(ofOther);
        PlainService.Builder wrongScale = model().modelName("m").scores(ofProbabilities);

        assertThatThrownBy(wrongModel::build)
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("scores cannot be used: a calibration of n");
        assertThatThrownBy(wrongScale::build)
                .isInstanceOf(SettingException.class)
                .hasMessageContainingAll("PROBABILITY", "LOGIT");
    }
}
