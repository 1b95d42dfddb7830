package io.github.rerank4j.siliconflow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the real service, with {@code -Plive}: SILICONFLOW_API_KEY, SILICONFLOW_SITE if not CHINA, SILICONFLOW_MODEL. */
@Tag("live")
class SiliconFlowLiveTest {

    @Test
    void a_relevant_document_beats_an_irrelevant_one() {
        String key = requireNonNull(System.getenv("SILICONFLOW_API_KEY"), "set SILICONFLOW_API_KEY for the live tests");
        RerankRequest request = RerankRequest.builder()
                .query("备份保留多久?")
                .documents(List.of("食堂中午开门。", "备份保留三十天。"))
                .build();
        try (SiliconFlowScoringModel model = SiliconFlowScoringModel.builder()
                .site(SiliconFlowSite.valueOf(System.getenv().getOrDefault("SILICONFLOW_SITE", "CHINA")))
                .modelName(System.getenv().getOrDefault("SILICONFLOW_MODEL", "BAAI/bge-reranker-v2-m3"))
                .apiKey(key)
                .build()) {
            RerankResponse response = model.rerank(request);

            assertThat(response.scores().get(1)).isGreaterThan(response.scores().get(0));
            assertThat(response.tokenUsage()).isPresent();
        }
    }
}
