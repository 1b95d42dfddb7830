package io.github.rerank4j.siliconflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFamilyTest {

    @ParameterizedTest
    @CsvSource({
        "BAAI/bge-reranker-v2-m3, BGE",
        "Pro/BAAI/bge-reranker-v2-m3, BGE",
        "netease-youdao/bce-reranker-base_v1, BCE",
        "Qwen/Qwen3-Reranker-0.6B, QWEN3",
        "Qwen/Qwen3-Reranker-4B, QWEN3",
        "Qwen/Qwen3-Reranker-8B, QWEN3",
        "Pro/Qwen/Qwen3-Reranker-8B, QWEN3",
        "Qwen/Qwen3-VL-Reranker-8B, QWEN3_VL",
        "BAAI/bge-reranker-v2-gemma, UNKNOWN",
        "qwen/qwen3-reranker-8b, UNKNOWN",
        "qwen3-rerank, UNKNOWN"
    })
    void a_model_belongs_to_the_family_its_name_starts_with(String model, ModelFamily family) {
        assertThat(ModelFamily.of(model)).isEqualTo(family);
    }

    @Test
    void a_call_without_a_model_name_has_no_known_family() {
        assertThat(ModelFamily.of(null)).isEqualTo(ModelFamily.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(SiliconFlowSite.class)
    void every_documented_model_of_a_site_is_known(SiliconFlowSite site) {
        assertThat(site.models().split(", "))
                .hasSizeGreaterThan(2)
                .noneMatch(model -> ModelFamily.of(model) == ModelFamily.UNKNOWN);
    }
}
