package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.request.ScoringRequestParameters;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.RerankResponse.Facts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncRerankerTest {

    private final AtomicReference<@Nullable RerankRequest> asked = new AtomicReference<>();
    private final CompletableFuture<RerankResponse> reranked = new CompletableFuture<>();

    @Test
    void this_langchain4j_scores_asynchronously() {
        assertThat(LangChain4jAsync.isThere()).isTrue();
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
    void what_a_reranker_throws_completes_the_future() {
        NoClassDefFoundError broken = new NoClassDefFoundError("a/b/Mapper");

        CompletableFuture<ScoringResponse> scored = reranker(request -> {
                    throw broken;
                })
                .doScoreAsync(request(RerankParameters.builder().build()));

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
        ScoringRequestParameters merged = reranker(request -> reranked)
                .defaultRequestParameters()
                .overrideWith(RerankParameters.builder()
                        .modelName("rank-1")
                        .instruction("judge")
                        .build());

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
                Facts.builder()
                        .tokenUsage(new TokenUsage(3, 0, 3))
                        .modelName("rank-1")
                        .attempts(1)
                        .build()));

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

    private CompletableFuture<ScoringResponse> score(ScoringRequestParameters parameters) {
        return reranker(request -> {
                    asked.set(request);
                    return reranked;
                })
                .doScoreAsync(request(parameters));
    }

    private static AsyncReranker reranker(Function<RerankRequest, CompletableFuture<RerankResponse>> answers) {
        return new AsyncReranker() {
            @Override
            public RerankResponse rerank(RerankRequest request) {
                return answers.apply(request).join();
            }

            @Override
            public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
                return answers.apply(request);
            }

            @Override
            public RerankRequest resolve(RerankRequest request) {
                return request;
            }

            @Override
            public RerankerTraits traits(@Nullable String modelName) {
                return RerankerTraits.builder("test").build();
            }

            @Override
            public void close() {}
        };
    }

    private static ScoringRequest request(ScoringRequestParameters parameters) {
        return ScoringRequest.builder()
                .query("q")
                .documents(List.of("a", "b"))
                .parameters(parameters)
                .build();
    }
}
