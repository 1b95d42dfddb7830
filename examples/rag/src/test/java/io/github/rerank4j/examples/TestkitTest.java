package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of an application that reranks, without a network and without a key. */
class TestkitTest {

    // tag::testkit[]
    @Test
    void the_passage_that_answers_scores_best() {
        try (LocalRerankServer server = LocalRerankServer.builder()
                        .scorer(RerankScorer.each((query, passage) -> passage.contains("refund") ? 0.9 : 0.1))
                        .apiKey("sk-example")
                        .start();
                SiliconFlowScoringModel reranker = SiliconFlowScoringModel.builder()
                        .baseUrl(server.url())
                        .apiKey("sk-example")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .build()) {
            RerankResponse response = reranker.rerank(RerankRequest.builder() // or ask your application
                    .query("can I have my money back?")
                    .documents(List.of("We open at nine.", "A refund takes three days."))
                    .build());

            assertThat(response.scores()).containsExactly(0.1, 0.9);
        }
    }
    // end::testkit[]

    // tag::testkit-scripted[]
    @Test
    void a_service_that_is_down_for_a_moment_is_asked_again() {
        try (ScriptedServer server = ScriptedServer.start();
                SiliconFlowScoringModel reranker = SiliconFlowScoringModel.builder()
                        .baseUrl(server.url())
                        .apiKey("sk-example")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .build()) {
            server.enqueue(
                    ScriptedReply.text(503, "busy").retryAfter("0"),
                    ScriptedReply.json("{\"results\": [{\"index\": 0, \"relevance_score\": 0.9}]}"));

            Double score = reranker.score("A refund takes three days.", "can I have my money back?")
                    .content();

            assertThat(score).isEqualTo(0.9);
            assertThat(server.requestCount()).isEqualTo(2);
        }
    }
    // end::testkit-scripted[]

    @Test
    void a_wrong_key_is_refused_as_the_real_service_refuses_it() {
        try (LocalRerankServer server = LocalRerankServer.builder()
                        .scorer(RerankScorer.each((query, passage) -> 0.5))
                        .apiKey("sk-example")
                        .start();
                SiliconFlowScoringModel reranker = SiliconFlowScoringModel.builder()
                        .baseUrl(server.url())
                        .apiKey("sk-of-somebody-else")
                        .modelName("BAAI/bge-reranker-v2-m3")
                        .build()) {
            assertThatThrownBy(() -> reranker.score("A refund takes three days.", "can I have my money back?"))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("401");
        }
    }
}
