package io.github.rerank4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Fallback;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutBuilder;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.resilience.RerankFailures;
import io.github.rerank4j.resilience.ScoreKey;
import io.github.rerank4j.resilience.ScoreStore;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Another model answers when one does not, by a chain of ours and by what other libraries have. */
class KeepAnsweringTest {

    private static final RerankRequest QUESTION = RerankRequest.builder()
            .query("Are you open at the weekend?")
            .documents(List.of("We are open on workdays.", "The shop has a garden."))
            .build();

    @Test
    void the_second_model_answers_and_the_answer_says_so() {
        try (ScriptedServer down = down();
                ScriptedServer house = house();
                FallbackScoringModel reranker = chain(down.url(), "sk-example", house.url())) {
            RerankResponse response = reranker.rerank(QUESTION);

            assertThat(response.answeredBy()).contains("house");
            assertThat(response.fallbacks()).containsExactly("siliconflow");
            assertThat(response.minScore()).hasValue(0.35);

            List<Content> found = List.of(Content.from("We are open on workdays."), Content.from("It has a garden."));
            assertThat(aggregator(reranker)
                            .aggregate(Map.of(Query.from("Are you open at the weekend?"), List.of(found))))
                    .extracting(content -> content.textSegment().text())
                    .containsExactly("We are open on workdays.");
        }
    }

    private static FallbackScoringModel chain(String url, String apiKey, String houseUrl) {
        // tag::fallback[]
        SiliconFlowScoringModel siliconFlow = SiliconFlowScoringModel.builder()
                .baseUrl(url) // leave it out for https://api.siliconflow.cn
                .apiKey(apiKey)
                .modelName("BAAI/bge-reranker-v2-m3")
                .build();
        GenericScoringModel house = GenericScoringModel.builder()
                .baseUrl(houseUrl)
                .dialect(RerankDialect.VLLM)
                .modelName("BAAI/bge-reranker-base")
                .build();

        FallbackScoringModel reranker = FallbackScoringModel.builder()
                .member("siliconflow", siliconFlow)
                .member("house", house, member -> member.minScore(0.35))
                .timeout(Duration.ofSeconds(5)) // for both together
                .build();
        // end::fallback[]
        return reranker;
    }

    @Test
    void a_member_gets_no_longer_than_it_may_take() {
        try (ScriptedServer silent = ScriptedServer.start();
                ScriptedServer house = house();
                SiliconFlowScoringModel model = siliconFlow(silent);
                GenericScoringModel other = vllm(house);
                FallbackScoringModel reranker = hurried(model, other)) {
            silent.respondWith(request -> ScriptedReply.neverRespond());

            assertThat(reranker.rerank(QUESTION).answeredBy()).contains("house");
        }
    }

    private static FallbackScoringModel hurried(SiliconFlowScoringModel siliconFlow, GenericScoringModel house) {
        // tag::fallback-within[]
        FallbackScoringModel reranker = FallbackScoringModel.builder()
                .member("siliconflow", siliconFlow, member -> member.within(Duration.ofMillis(800)))
                .member("house", house) // gets what is left: at least 4.2 s
                .timeout(Duration.ofSeconds(5))
                .build();
        // end::fallback-within[]
        return reranker;
    }

    private static RerankContentAggregator aggregator(FallbackScoringModel reranker) {
        // tag::fallback-aggregator[]
        RerankContentAggregator aggregator = RerankContentAggregator.builder()
                .scoringModel(reranker)
                .maxResults(5)
                .minScore(0.3) // where siliconflow has answered
                .onFailure(OnFailure.KEEP_ORDER) // where nobody has
                .build();
        // end::fallback-aggregator[]
        return aggregator;
    }

    @Test
    void what_is_known_is_not_asked_again() {
        try (ScriptedServer house = house();
                GenericScoringModel model = GenericScoringModel.builder()
                        .baseUrl(house.url())
                        .dialect(RerankDialect.VLLM)
                        .modelName("BAAI/bge-reranker-base")
                        .build();
                CachingScoringModel reranker = cache(model)) {
            RerankResponse first = reranker.rerank(QUESTION);
            RerankResponse again = reranker.rerank(QUESTION);

            assertThat(first.cached()).isFalse();
            assertThat(again.cached()).isTrue();
            assertThat(again.scores()).isEqualTo(first.scores());
            assertThat(house.requestCount()).isEqualTo(1);
        }
    }

    private static CachingScoringModel cache(GenericScoringModel model) {
        // tag::cache[]
        CachingScoringModel reranker = CachingScoringModel.of(model)
                .maxDocuments(100_000)
                .timeToLive(Duration.ofHours(24))
                .version("2026-11") // another one, whenever the model has changed and its name has not
                .build();
        // end::cache[]
        return reranker;
    }

    @Test
    void two_applications_know_each_others_scores() {
        byte[] secret = "the same to both applications".getBytes(StandardCharsets.UTF_8);
        SharedScores scores = new SharedScores();
        CompletableFuture<List<ScoreKey>> kept = new CompletableFuture<>();
        ScoreStore noting = new ScoreStore() {
            @Override
            public CompletableFuture<double[]> getAll(List<ScoreKey> keys) {
                return scores.getAll(keys);
            }

            @Override
            public CompletableFuture<Void> putAll(List<ScoreKey> keys, double[] known, Duration timeToLive) {
                return scores.putAll(keys, known, timeToLive).thenRun(() -> kept.complete(keys));
            }
        };
        try (ScriptedServer house = house();
                GenericScoringModel model = vllm(house);
                CachingScoringModel one = shared(model, noting, secret);
                CachingScoringModel other = shared(model, scores, secret)) {
            one.rerank(QUESTION);
            // no call waits until its scores are kept
            List<ScoreKey> keys = kept.orTimeout(20, TimeUnit.SECONDS).join();

            assertThat(scores.getAll(keys).join()).containsExactly(0.9, 0.1);
            assertThat(other.rerank(QUESTION).scores()).containsExactly(0.9, 0.1);
        }
    }

    private static CachingScoringModel shared(GenericScoringModel model, ScoreStore scores, byte[] secret) {
        // tag::own-score-store[]
        CachingScoringModel reranker = CachingScoringModel.of(model)
                .store(scores)
                .keySecret(secret) // the same in each application, at least 16 bytes
                .build();
        // end::own-score-store[]
        return reranker;
    }

    @Test
    void resilience4j_counts_what_is_the_services_fault() {
        try (ScriptedServer down = down();
                SiliconFlowScoringModel model = siliconFlow(down)) {
            assertThatThrownBy(() -> breaker(model).rerank(QUESTION)).isInstanceOf(InternalServerException.class);

            Asked asked = breaker(model);
            for (int call = 0; call < 100; call++) {
                assertThatThrownBy(() -> asked.rerank(QUESTION))
                        .isInstanceOfAny(InternalServerException.class, CallNotPermittedException.class);
            }
            assertThatThrownBy(() -> asked.rerank(QUESTION)).isInstanceOf(CallNotPermittedException.class);
        }
    }

    private interface Asked {
        RerankResponse rerank(RerankRequest request);
    }

    private static Asked breaker(Reranker model) {
        // tag::resilience4j[]
        CircuitBreaker breaker = CircuitBreaker.of(
                "siliconflow",
                CircuitBreakerConfig.custom()
                        .ignoreException(failure -> !RerankFailures.anotherCouldHelp(failure))
                        .build());
        // end::resilience4j[]
        return request -> guarded(breaker, model, request);
    }

    private static RerankResponse guarded(CircuitBreaker breaker, Reranker model, RerankRequest request) {
        // tag::resilience4j-call[]
        RerankResponse response = breaker.executeSupplier(() -> model.rerank(request));
        // end::resilience4j-call[]
        return response;
    }

    @Test
    void failsafe_interrupts_a_call_that_takes_too_long_and_asks_another_model() {
        try (ScriptedServer silent = ScriptedServer.start();
                ScriptedServer house = house();
                SiliconFlowScoringModel model = siliconFlow(silent);
                GenericScoringModel other = GenericScoringModel.builder()
                        .baseUrl(house.url())
                        .dialect(RerankDialect.VLLM)
                        .modelName("BAAI/bge-reranker-base")
                        .build()) {
            silent.respondWith(request -> ScriptedReply.neverRespond());

            assertThat(failsafe(model, other, QUESTION).scores()).containsExactly(0.9, 0.1);
        }
    }

    private static RerankResponse failsafe(Reranker model, Reranker house, RerankRequest request) {
        // tag::failsafe[]
        Fallback<RerankResponse> other = Fallback.of(() -> house.rerank(request));
        TimeoutBuilder<RerankResponse> timeout = Timeout.builder(Duration.ofSeconds(2));
        timeout.withInterrupt(); // ends the call on the wire
        FailsafeExecutor<RerankResponse> failsafe = Failsafe.with(other, timeout.build());

        RerankResponse response = failsafe.get(() -> model.rerank(request));
        // end::failsafe[]
        return response;
    }

    private static GenericScoringModel vllm(ScriptedServer server) {
        return GenericScoringModel.builder()
                .baseUrl(server.url())
                .dialect(RerankDialect.VLLM)
                .modelName("BAAI/bge-reranker-base")
                .build();
    }

    private static SiliconFlowScoringModel siliconFlow(ScriptedServer server) {
        return SiliconFlowScoringModel.builder()
                .baseUrl(server.url())
                .apiKey("sk-example")
                .modelName("BAAI/bge-reranker-v2-m3")
                .maxRetries(0)
                .build();
    }

    private static ScriptedServer down() {
        ScriptedServer server = ScriptedServer.start();
        server.respondWith(request -> ScriptedReply.text(500, "down"));
        return server;
    }

    private static ScriptedServer house() {
        ScriptedServer server = ScriptedServer.start();
        server.respondWith(request -> ScriptedReply.json(
                "{\"results\":[{\"index\":0,\"relevance_score\":0.9},{\"index\":1,\"relevance_score\":0.1}]}"));
        return server;
    }
}
