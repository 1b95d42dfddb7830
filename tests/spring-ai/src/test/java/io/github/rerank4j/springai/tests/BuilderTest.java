package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {

    @Test
    void a_model_is_required() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RerankDocumentPostProcessor.builder().build())
                .withMessage("scoringModel is missing; set scoringModel(...)");
    }

    @Test
    @SuppressWarnings("NullAway") // what an application may do all the same
    void null_is_not_taken_for_a_default() {
        ScoringModel model = (segments, query) -> Response.from(List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reranker(model).onFailure(null).build())
                .withMessage("onFailure is null; give a value, or leave it out for the default");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reranker(model).documentText(null).build())
                .withMessage("documentText is null; give a value, or leave it out for the default");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void handing_on_no_document_is_refused(int topN) {
        try (RerankScoringModel model = probabilities()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reranker(model).topN(topN).build())
                    .withMessage("topN is " + topN + ", but must be at least 1; leave it out for all");
        }
    }

    @Test
    void a_threshold_on_logits_is_refused() {
        try (RerankScoringModel model = tencent().build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reranker(model).minScore(0.5).build())
                    .withMessageContaining("minScore is 0.5")
                    .withMessageContaining("logits")
                    .withMessageContaining("rawThreshold(true)");
        }
    }

    @Test
    void a_threshold_on_logits_may_be_meant() {
        try (RerankScoringModel model = tencent().build()) {
            assertThat(reranker(model).minScore(-2.5).rawThreshold(true).build())
                    .isNotNull();
        }
    }

    @Test
    void a_threshold_on_logits_as_probabilities_has_a_meaning() {
        try (RerankScoringModel model =
                tencent().scores(ScoreOutput.PROBABILITY).build()) {
            assertThat(reranker(model).minScore(0.5).build()).isNotNull();
        }
    }

    @Test
    void a_threshold_outside_of_the_scores_is_refused() {
        try (RerankScoringModel model = probabilities()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reranker(model).minScore(50).build())
                    .withMessageContaining("from 0 to 1");
        }
    }

    @Test
    void a_threshold_on_scores_of_an_unknown_range_is_refused() {
        ScoringModel model = (segments, query) -> Response.from(List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> reranker(model).minScore(0.5).build())
                .withMessageContaining("of an unknown range");
    }

    private static RerankDocumentPostProcessor.Builder reranker(ScoringModel model) {
        return RerankDocumentPostProcessor.builder().scoringModel(model);
    }

    private static RerankScoringModel probabilities() {
        return SiliconFlowScoringModel.builder()
                .apiKey("sk-example")
                .modelName(Service.TEXT_MODEL)
                .build();
    }

    private static TencentScoringModel.Builder tencent() {
        return TencentScoringModel.builder().secretId("example-id").secretKey("example-key");
    }
}
