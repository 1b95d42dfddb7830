package io.github.rerank4j.generic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a real server, with {@code -Plive}: RERANK_BASE_URL, RERANK_DIALECT, RERANK_API_KEY and RERANK_MODEL if needed. */
@Tag("live")
class GenericLiveTest {

    @Test
    void a_relevant_document_beats_an_irrelevant_one() {
        RerankRequest request = RerankRequest.builder()
                .query("How long are backups kept?")
                .documents(List.of("The canteen opens at noon.", "Backups are kept for thirty days."))
                .build();
        try (GenericScoringModel model = builder(System.getenv()).build()) {
            RerankResponse response = model.rerank(request);

            assertThat(response.scores().get(1)).isGreaterThan(response.scores().get(0));
        }
    }

    private static GenericScoringModel.Builder builder(Map<String, String> environment) {
        String baseUrl = requireNonNull(environment.get("RERANK_BASE_URL"), "set RERANK_BASE_URL for the live tests");
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .baseUrl(baseUrl)
                .dialect(RerankDialect.named(environment.getOrDefault("RERANK_DIALECT", "envelope")));
        String key = environment.get("RERANK_API_KEY");
        String model = environment.get("RERANK_MODEL");
        if (key != null) {
            builder.apiKey(key);
        }
        if (model != null) {
            builder.modelName(model);
        }
        return builder;
    }
}
