package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.LocalRerankServer;
import io.github.rerank4j.testkit.RerankScorer;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of an application that reranks, without a network and without a key. */
class TestkitTest {

    // tag::testkit[]
    @Test
    void the_chain_answers_from_the_passage_that_fits_best() {
        try (LocalRerankServer server = LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, passage) -> passage.contains("refund") ? 0.9 : 0.1))
                .apiKey("sk-example")
                .start()) {

            String best = new Helpdesk(reranker(server.url(), "sk-example")).best("can I have my money back?");

            assertThat(best).isEqualTo("A refund takes three days.");
        }
    }
    // end::testkit[]

    // tag::testkit-scripted[]
    @Test
    void a_service_that_is_down_for_a_moment_is_asked_again() {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.enqueue(ScriptedReply.text(503, "busy").retryAfter("0"), ScriptedReply.json("""
                            {"results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.1}]}
                            """));

            String best = new Helpdesk(reranker(server.url(), "sk-example")).best("can I have my money back?");

            assertThat(best).isEqualTo("A refund takes three days.");
            assertThat(server.requestCount()).isEqualTo(2);
        }
    }
    // end::testkit-scripted[]

    @Test
    void a_wrong_key_is_refused_as_the_real_service_refuses_it() {
        try (LocalRerankServer server = LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, passage) -> 0.5))
                .apiKey("sk-example")
                .start()) {
            Helpdesk helpdesk = new Helpdesk(reranker(server.url(), "sk-of-somebody-else"));

            assertThatThrownBy(() -> helpdesk.best("can I have my money back?"))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("401");
        }
    }

    private static ScoringModel reranker(String url, String apiKey) {
        return SiliconFlowScoringModel.builder()
                .baseUrl(url)
                .apiKey(apiKey)
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();
    }

    /** The application under test. */
    private record Helpdesk(ScoringModel reranker) {

        private static final List<String> PASSAGES = List.of("We open at nine.", "A refund takes three days.");

        String best(String question) {
            List<Double> scores = reranker.scoreAll(
                            PASSAGES.stream().map(TextSegment::from).toList(), question)
                    .content();
            return IntStream.range(0, scores.size())
                    .boxed()
                    .max(Comparator.comparing(scores::get))
                    .map(PASSAGES::get)
                    .orElseThrow();
        }
    }
}
