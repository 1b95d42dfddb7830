package io.github.rerank4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.ScoreScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListwiseModelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jina-reranker-v3",
                "jinaai/jina-reranker-v3",
                "JinaAI/Jina-Reranker-V3",
                "jina_ai/jina-reranker-v3",
                "Pro/jinaai/jina-reranker-v3",
                "hf.co/jinaai/jina-reranker-v3-GGUF:Q8_0",
                "jina-reranker-v3:latest",
                "jina:jina-reranker-v3",
                "jina_reranker_v3",
                "castorini/rank_zephyr_7b_v1_full",
                "castorini/rank_vicuna_7b_v1",
                "castorini/LiT5-Distill-large"
            })
    void a_listwise_model_is_known_by_its_name_wherever_it_runs(String name) {
        assertThat(ModelTraits.pointwise(ScoreScale.LOGIT).ofNamed(name))
                .isEqualTo(ModelTraits.listwise(ScoreScale.LOGIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jina-reranker-v2-base-multilingual",
                "jina-reranker-m0",
                "BAAI/bge-reranker-v2-m3",
                "Qwen/Qwen3-Reranker-8B",
                "jina-reranker-v30",
                "split5",
                ""
            })
    void any_other_stays_as_it_was_stated(String name) {
        assertThat(ModelTraits.pointwise(ScoreScale.LOGIT).ofNamed(name).listwise())
                .isFalse();
        assertThat(ModelTraits.listwise(ScoreScale.LOGIT).ofNamed(name).listwise())
                .isTrue();
    }

    @Test
    void without_a_name_nothing_is_known() {
        assertThat(ModelTraits.pointwise(ScoreScale.LOGIT).ofNamed(null).listwise())
                .isFalse();
    }
}
