package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A chain that goes on when the reranker does not. */
class KeepOrderTest {

    @Test
    void contents_keep_their_order_when_the_model_fails() {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.respondWith(request -> ScriptedReply.text(500, "down"));
            Query query = Query.from("Are you open at the weekend?");
            List<Content> found = List.of(
                    Content.from("We are open on workdays."),
                    Content.from("The shop has a garden."),
                    Content.from("It is closed on Sunday."));

            RerankContentAggregator aggregator = aggregator(server.url(), "sk-example");

            assertThat(aggregator.aggregate(Map.of(query, List.of(found)))).isEqualTo(found.subList(0, 2));
            assertThat(aggregator.keptOrder()).isEqualTo(1);
        }
    }

    private static RerankContentAggregator aggregator(String url, String apiKey) {
        // tag::keep-order[]
        ScoringModel reranker = SiliconFlowScoringModel.builder()
                .baseUrl(url) // leave it out for https://api.siliconflow.cn
                .apiKey(apiKey)
                .modelName("BAAI/bge-reranker-v2-m3")
                .timeout(Duration.ofSeconds(3)) // so long does a user wait before the order is kept
                .build();

        RerankContentAggregator aggregator = RerankContentAggregator.builder()
                .scoringModel(reranker)
                .maxResults(2)
                .minScore(0.3) // only where the model answered
                .onFailure(OnFailure.KEEP_ORDER)
                .build();
        // end::keep-order[]
        return aggregator;
    }
}
