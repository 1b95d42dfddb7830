package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one call may say differently from the model's settings. */
class PerCallParametersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LocalRerankServer server = LocalRerankServer.builder()
            .scorer(RerankScorer.each((query, document) -> 1.0 / document.length()))
            .apiKey("sk-example")
            .start();
    private final SiliconFlowScoringModel model = modelOf(server.url());

    @AfterEach
    void close() {
        model.close();
        server.close();
    }

    @Test
    void a_request_names_a_model_an_instruction_and_how_many_it_wants() {
        // tag::per-call[]
        RerankResponse response = model.rerank(RerankRequest.builder()
                .query("how do I get my money back?")
                .documents(List.of("Opening hours", "Refunds", "Our history"))
                .modelName("Qwen/Qwen3-Reranker-8B")
                .instruction("Prefer passages that say what the customer has to do.")
                .topN(2)
                .build());

        List<Double> scores = response.scores(); // one per document, in their order
        List<RerankResponse.Ranked> best = response.ranked(); // the two best: index, score, document
        // end::per-call[]

        assertThat(scores).hasSize(3);
        assertThat(best).extracting(RerankResponse.Ranked::index).containsExactly(1, 2);
        assertThat(sent().path("model").textValue()).isEqualTo("Qwen/Qwen3-Reranker-8B");
        assertThat(sent().path("instruction").textValue()).startsWith("Prefer passages");
        assertThat(sent().has("top_n")).isFalse();
    }

    @Test
    void the_parameters_of_langchain4j_do_the_same() {
        // tag::per-call-langchain4j[]
        CompletableFuture<ScoringResponse> response = model.scoreAsync(ScoringRequest.builder()
                .query("how do I get my money back?")
                .documents(List.of("Opening hours", "Refunds", "Our history"))
                .parameters(RerankParameters.builder()
                        .modelName("Qwen/Qwen3-Reranker-8B")
                        .instruction("Prefer passages that say what the customer has to do.")
                        .build())
                .build());
        // end::per-call-langchain4j[]

        assertThat(response.join().scores()).hasSize(3);
        assertThat(response.join().tokenUsage().inputTokenCount()).isPositive();
        assertThat(sent().path("model").textValue()).isEqualTo("Qwen/Qwen3-Reranker-8B");
        assertThat(sent().path("instruction").textValue()).startsWith("Prefer passages");
    }

    @Test
    void the_call_of_a_cancelled_future_ends_on_the_wire() {
        try (ScriptedServer silent = ScriptedServer.start();
                SiliconFlowScoringModel model = modelOf(silent.url())) {
            silent.enqueue(ScriptedReply.neverRespond());

            // tag::per-call-async[]
            CompletableFuture<RerankResponse> response = model.rerankAsync(RerankRequest.builder()
                    .query("how do I get my money back?")
                    .documents(List.of("Opening hours", "Refunds", "Our history"))
                    .timeout(Duration.ofSeconds(2)) // never longer than the model's own
                    .build());
            CompletableFuture<Integer> best =
                    response.thenApply(reranked -> reranked.ranked().get(0).index());

            response.cancel(true); // response, not best
            // end::per-call-async[]

            assertThat(best).isCompletedExceptionally();
        }
    }

    @Test
    void a_call_that_takes_longer_than_its_own_time_ends_with_a_timeout() {
        try (ScriptedServer silent = ScriptedServer.start();
                SiliconFlowScoringModel model = modelOf(silent.url())) {
            silent.enqueue(ScriptedReply.neverRespond());

            CompletableFuture<RerankResponse> response = model.rerankAsync(request(Duration.ofMillis(50)));

            assertThatThrownBy(response::join).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void cancelling_the_future_ends_the_call_on_the_wire_and_cancelling_one_made_of_it_does_not() {
        try (ScriptedServer silent = ScriptedServer.start();
                SiliconFlowScoringModel model = modelOf(silent.url())) {
            silent.enqueue(ScriptedReply.neverRespond());
            CompletableFuture<RerankResponse> response = model.rerankAsync(request(Duration.ofMinutes(1)));
            CompletableFuture<List<Double>> scores = response.thenApply(RerankResponse::scores);
            silent.takeRequest(PATIENCE);

            scores.cancel(true);
            assertThat(response).isNotDone();

            response.cancel(true);
            silent.awaitAborted(PATIENCE);
        }
    }

    private static RerankRequest request(Duration timeout) {
        return RerankRequest.builder()
                .query("how do I get my money back?")
                .documents(List.of("Refunds"))
                .timeout(timeout)
                .build();
    }

    private static SiliconFlowScoringModel modelOf(String url) {
        return SiliconFlowScoringModel.builder()
                .baseUrl(url)
                .apiKey("sk-example")
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();
    }

    private JsonNode sent() {
        return server.requests().get(0).json();
    }
}
