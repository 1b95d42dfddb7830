package io.github.rerank4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.request.ScoringRequest;
import io.github.rerank4j.RerankScoringModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs on LangChain4j 1.20 and newer. */
class AsyncScoringTest {

    @Test
    void texts_are_scored_asynchronously() {
        ScoringRequest request = ScoringRequest.builder()
                .query("q")
                .documents(List.of("aa", "a"))
                .build();
        try (Models models = new Models()) {
            for (RerankScoringModel model : models.all()) {
                assertThat(model.scoreAsync(request).join().scores()).containsExactly(2.0, 1.0);
            }
        }
    }
}
