package io.github.rerank4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncScoringTest {

    private final AtomicReference<@Nullable RerankRequest> asked = new AtomicReference<>();
    private final CompletableFuture<RerankResponse> reranked = new CompletableFuture<>();

    @Test
    void this_langchain4j_scores_asynchronously() {
        assertThat(LangChain4j.hasAsyncScoring()).isTrue();
    }

    @Test
    void a_request_is_reranked_with_its_parameters() {
        score(RerankParameters.builder()
                .modelName("rank-2")
                .instruction("judge")
                .input(Map.of("i", 1))
                .parameters(Map.of("p", 2))
                .build());

        RerankRequest request = Objects.requireNonNull(asked.get());
        assertThat(request.query()).isEqualTo(TextContent.from("q"));
        assertThat(request.documents()).containsExactly(TextContent.from("a"), TextContent.from("b"));
        assertThat(request.modelName()).contains("rank-2");
        assertThat(request.instruction()).contains("judge");
        assertThat(request.input()).isEqualTo(Map.of("i", 1));
        assertThat(request.parameters()).isEqualTo(Map.of("p", 2));
    }

    @Test
    void what_a_mapper_throws_completes_the_future() {
        NoClassDefFoundError broken = new NoClassDefFoundError("a/b/Mapper");

        CompletableFuture<ScoringResponse> scored = AsyncScoring.score(
                ScoringRequest.builder().query("q").documents(List.of("a")).build(),
                (query, documents) -> {
                    throw broken;
                },
                request -> reranked);

        assertThatThrownBy(scored::join).hasCause(broken);
    }

    @Test
    void langchain4js_own_parameters_name_the_model() {
        score(ScoringRequestParameters.builder().modelName("rank-2").build());

        RerankRequest request = Objects.requireNonNull(asked.get());
        assertThat(request.modelName()).contains("rank-2");
        assertThat(request.instruction()).isEmpty();
    }

    @Test
    void the_parameters_of_a_call_survive_the_models_own() {
        ScoringRequestParameters merged = AsyncScoring.defaults("rank-1")
                .overrideWith(RerankParameters.builder().instruction("judge").build());

        assertThat(merged)
                .isEqualTo(RerankParameters.builder()
                        .modelName("rank-1")
                        .instruction("judge")
                        .build());
    }

    @Test
    void a_response_is_handed_over_whole() {
        CompletableFuture<ScoringResponse> scored =
                score(RerankParameters.builder().build());

        reranked.complete(RerankResponse.of(
                Objects.requireNonNull(asked.get()),
                List.of(0.1, 0.9),
                new Facts(new TokenUsage(3, 0, 3), "rank-1", List.of(), 1)));

        assertThat(scored)
                .isCompletedWithValueMatching(response -> response.scores().equals(List.of(0.1, 0.9)));
        assertThat(scored.join().modelName()).isEqualTo("rank-1");
        assertThat(scored.join().tokenUsage()).isEqualTo(new TokenUsage(3, 0, 3));
    }

    @Test
    void what_the_service_does_not_tell_is_absent() {
        CompletableFuture<ScoringResponse> scored =
                score(RerankParameters.builder().build());

        reranked.complete(RerankResponse.of(Objects.requireNonNull(asked.get()), List.of(0.1, 0.9), Facts.NONE));

        assertThat(scored.join().tokenUsage()).isNull();
        assertThat(scored.join().modelName()).isNull();
    }

    @Test
    void a_failure_is_the_failure_itself() {
        CompletableFuture<ScoringResponse> scored =
                score(RerankParameters.builder().build());
        RateLimitException failure = new RateLimitException("slow down");

        reranked.completeExceptionally(failure);

        assertThatThrownBy(scored::get).hasCause(failure);
    }

    @Test
    void cancelling_ends_the_call() {
        score(RerankParameters.builder().build()).cancel(true);

        assertThat(reranked).isCancelled();
    }

    @Test
    void what_is_wrong_with_a_request_fails_the_future_and_is_not_thrown() {
        CompletableFuture<ScoringResponse> scored = AsyncScoring.score(
                request(RerankParameters.builder().build()),
                (query, texts) -> {
                    throw new IllegalArgumentException("documentMapper returned null");
                },
                request -> reranked);

        assertThatThrownBy(scored::get).hasRootCauseMessage("documentMapper returned null");
    }

    private CompletableFuture<ScoringResponse> score(ScoringRequestParameters parameters) {
        return AsyncScoring.score(
                request(parameters),
                (query, texts) -> RerankRequest.builder().query(query).documents(texts),
                request -> {
                    asked.set(request);
                    return reranked;
                });
    }

    private static ScoringRequest request(ScoringRequestParameters parameters) {
        return ScoringRequest.builder()
                .query("q")
                .documents(List.of("a", "b"))
                .parameters(parameters)
                .build();
    }
}
