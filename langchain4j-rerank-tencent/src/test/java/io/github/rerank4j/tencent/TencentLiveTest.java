package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Against the real service, with {@code -Plive}: credentials wherever the default chain looks, TENCENTCLOUD_SITE if not
 * INTERNATIONAL.
 */
@Tag("live")
class TencentLiveTest {

    @Test
    void a_relevant_document_beats_an_irrelevant_one() {
        RerankRequest request = RerankRequest.builder()
                .query("How often is the filter to be replaced?")
                .documents(List.of("The fan has three speeds.", "Replace the filter every six months."))
                .build();
        try (TencentScoringModel model = TencentScoringModel.builder()
                .site(TencentSite.valueOf(System.getenv().getOrDefault("TENCENTCLOUD_SITE", "INTERNATIONAL")))
                .credentials(TencentCredentialsProvider.defaultChain())
                .build()) {
            RerankResponse response = model.rerank(request);

            assertThat(response.scores().get(1)).isGreaterThan(response.scores().get(0));
            assertThat(response.tokenUsage()).isPresent();
        }
    }
}
