package io.github.rerank4j.siliconflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankHttpException;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.local.RerankScorer;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SiliconFlowOverHttpTest {

    private static final String KEY = "sk-invented-key";
    private static final String BGE = "BAAI/bge-reranker-v2-m3";
    private static final String QWEN = "Qwen/Qwen3-Reranker-4B";
    private static final String TRACE_ID = "x-siliconcloud-trace-id";

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void scores_come_back_in_document_order_with_the_tokens_they_cost() {
        server.enqueue(ScriptedReply.json(Golden.text("reply.json")));

        try (SiliconFlowScoringModel model = at(BGE).build()) {
            Response<List<Double>> response = model.scoreAll(segments("a", "b", "c"), "q");

            assertThat(response.content()).containsExactly(0.8214, 7.0E-6, 0.9731);
            assertThat(response.tokenUsage()).isEqualTo(new TokenUsage(54, 0, 54));
        }
    }

    @Test
    void a_model_that_the_service_does_not_know_is_told_by_its_name() {
        server.enqueue(ScriptedReply.json(400, "{\"code\": 20012, \"message\": \"Model does not exist.\"}"));

        try (SiliconFlowScoringModel model = at('"' + BGE + '"').build()) {
            assertThatExceptionOfType(ModelNotFoundException.class)
                    .isThrownBy(() -> model.scoreAll(segments("a"), "q"))
                    .withMessageContaining("Model does not exist. (model \"\"" + BGE + "\"\")");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_wish_to_be_left_alone_holds_for_later_calls_whatever_the_code_says(int status) {
        server.enqueue(ScriptedReply.json(status, "{\"code\": 50603, \"message\": \"System is too busy now.\"}")
                .header("Retry-After", "600"));

        try (SiliconFlowScoringModel model = at(BGE).maxRetries(0).build()) {
            assertThatThrownBy(() -> model.scoreAll(segments("a"), "q")).isInstanceOf(InternalServerException.class);
            assertThatThrownBy(() -> model.scoreAll(segments("a"), "q"))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("not sent");
        }

        onlyRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/", "/v1/rerank"})
    void a_base_url_works_with_and_without_the_path(String pasted) {
        server.enqueue(ScriptedReply.json(Golden.text("reply.json")));

        try (SiliconFlowScoringModel model =
                at(BGE).baseUrl(server.url() + pasted).build()) {
            model.scoreAll(segments("a", "b", "c"), "q");
        }

        ReceivedRequest request = onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/rerank");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void a_supplied_key_is_asked_for_once_for_each_attempt() {
        server.enqueue(
                ScriptedReply.json(429, Golden.text("error-rate-limit.json")).retryAfter("0"),
                ScriptedReply.json(Golden.text("reply.json")));
        Iterator<String> keys = List.of("sk-first", "sk-second").iterator();

        try (SiliconFlowScoringModel model = supplied(keys::next)) {
            model.scoreAll(segments("a", "b", "c"), "q");
        }

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer sk-first", "Bearer sk-second");
        assertThat(keys.hasNext()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless supplier returns
    void a_supplier_without_a_key_fails_the_call_before_any_request() {
        try (SiliconFlowScoringModel none = supplied(() -> null);
                SiliconFlowScoringModel broken = supplied(() -> "sk-invented\n")) {

            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> none.scoreAll(segments("a"), "q"))
                    .withMessageContaining("supplier of apiKey");
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> broken.scoreAll(segments("a"), "q"))
                    .withMessageNotContaining("sk-invented");
        }

        assertThat(server.requestCount()).isZero();
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(400, "error.json", ModelNotFoundException.class, "20012", 1),
                Arguments.of(401, "error-token.json", AuthenticationException.class, "Invalid token", 1),
                Arguments.of(429, "error-rate-limit.json", RateLimitException.class, "TPM", 2),
                Arguments.of(504, "error-gateway.html", InternalServerException.class, "504 Gateway", 2),
                Arguments.of(503, "relay-error.json", ModelNotFoundException.class, "model_not_found", 1),
                Arguments.of(200, "error.json", ModelNotFoundException.class, "20012", 1),
                Arguments.of(451, "error-rate-limit.json", InvalidRequestException.class, "HTTP 451", 1));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void every_error_has_its_type_the_providers_words_and_the_trace_id(
            int status, String file, Class<? extends LangChain4jException> type, String words, int attempts) {
        server.respondWith(request -> ScriptedReply.bytes(status, Golden.bytes(file))
                .header(TRACE_ID, "ti_invented")
                .retryAfter("0"));

        try (SiliconFlowScoringModel model = at(BGE).maxRetries(1).build()) {
            assertThatThrownBy(() -> model.scoreAll(segments("a"), "q"))
                    .isInstanceOf(type)
                    .hasMessageContaining(words)
                    .hasMessageContaining("ti_invented")
                    .hasMessageNotContaining(KEY)
                    .cause()
                    .isInstanceOfSatisfying(RerankHttpException.class, cause -> {
                        assertThat(cause.statusCode()).isEqualTo(status);
                        assertThat(cause.requestId()).contains("ti_invented");
                    });
        }

        assertThat(server.requestCount()).isEqualTo(attempts);
    }

    @Test
    void billing_errors_are_not_repeated() {
        server.respondWith(
                request -> ScriptedReply.json(403, "{\"code\":30001,\"message\":\"No balance.\",\"data\":null}"));

        try (SiliconFlowScoringModel model = at(BGE).build()) {
            assertThatExceptionOfType(AuthenticationException.class)
                    .isThrownBy(() -> model.scoreAll(segments("a"), "q"))
                    .withMessageContaining("30001: No balance.");
        }

        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void a_reply_without_results_is_an_error_with_the_trace_id() {
        server.enqueue(ScriptedReply.text(200, "<html>Welcome</html>").header(TRACE_ID, "ti_invented"));

        try (SiliconFlowScoringModel model = at(BGE).build()) {
            assertThatExceptionOfType(InvalidReplyException.class)
                    .isThrownBy(() -> model.scoreAll(segments("a"), "q"))
                    .withMessageContaining("ti_invented");
        }
    }

    @Test
    void a_relay_that_cuts_its_list_leaves_a_document_without_a_score_which_is_an_error() {
        server.enqueue(ScriptedReply.json(Golden.text("relay-reply-cut-to-two.json")));

        try (SiliconFlowScoringModel model = relay().build()) {
            assertThatExceptionOfType(InvalidReplyException.class)
                    .isThrownBy(() -> model.scoreAll(segments("a", "b", "c"), "q"))
                    .withMessageContaining("document 1 (counted from 0) has no score");
        }

        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void a_relays_whole_list_is_ranked_whether_it_echoes_the_documents_or_not() {
        server.enqueue(ScriptedReply.json(Golden.text("relay-reply.json")));

        try (SiliconFlowScoringModel model = relay().build()) {
            RerankResponse response = model.rerank(RerankRequest.builder()
                    .query("q")
                    .documents(List.of("a", "b", "c"))
                    .instruction("Judge kindly.")
                    .topN(2)
                    .build());

            assertThat(response.scores()).containsExactly(0.9155, 0.0312, 0.7577);
            assertThat(response.ranked()).hasSize(2);
            assertThat(response.tokenUsage()).contains(new TokenUsage(107, 0, 107));
        }

        JsonNode sent = onlyRequest().json();
        assertThat(sent.get("instruct").textValue()).isEqualTo("Judge kindly.");
        assertThat(sent.has("instruction")).isFalse();
        assertThat(sent.has("top_n")).isFalse();
    }

    @Test
    void a_chat_completion_from_a_relay_is_an_error() {
        server.enqueue(ScriptedReply.json(Golden.text("relay-reply-chat-completion.json")));

        try (SiliconFlowScoringModel model = relay().build()) {
            assertThatExceptionOfType(InvalidReplyException.class)
                    .isThrownBy(() -> model.scoreAll(segments("a", "b", "c"), "q"))
                    .withMessageContaining("no list of scores")
                    .withMessageContaining("a chat completion")
                    .withMessageContaining("baseUrl");
        }
    }

    @Test
    void a_call_whose_model_contradicts_the_options_is_refused_before_any_request() {
        RerankRequest instructed = request().instruction("Judge kindly.").build();
        RerankRequest otherModel = request().modelName(QWEN).build();

        try (SiliconFlowScoringModel model = at(BGE).maxChunksPerDoc(8).build()) {
            assertThatExceptionOfType(UnsupportedFeatureException.class)
                    .isThrownBy(() -> model.rerank(instructed))
                    .withMessageContaining("takes no instruction");
            assertThatThrownBy(() -> model.rerankAsync(otherModel).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("maxChunksPerDoc");
        }

        assertThat(server.requestCount()).isZero();
    }

    @Test
    void an_image_for_a_model_of_texts_is_refused_before_any_request() {
        RerankRequest images = RerankRequest.builder()
                .query("q")
                .contents(List.of(ImageContent.from(URI.create("https://images.example.com/bicycle.png"))))
                .build();

        try (SiliconFlowScoringModel model = at(BGE).build()) {
            assertThatExceptionOfType(UnsupportedFeatureException.class).isThrownBy(() -> model.rerank(images));
        }

        assertThat(server.requestCount()).isZero();
    }

    @Test
    void images_reach_the_vision_model() {
        server.enqueue(ScriptedReply.json("{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}"));
        RerankRequest images = RerankRequest.builder()
                .query("q")
                .contents(List.of(ImageContent.from(URI.create("https://images.example.com/bicycle.png"))))
                .build();

        try (SiliconFlowScoringModel model = at("Qwen/Qwen3-VL-Reranker-8B").build()) {
            assertThat(model.rerank(images).scores()).containsExactly(0.5);
        }

        assertThat(onlyRequest().json().at("/documents/0/image").textValue())
                .isEqualTo("https://images.example.com/bicycle.png");
    }

    @Test
    void the_builders_instruction_holds_until_a_call_brings_its_own() {
        server.respondWith(request -> ScriptedReply.json("{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}"));

        try (SiliconFlowScoringModel model =
                at(QWEN).instruction("Judge kindly.").build()) {
            model.rerank(request().build());
            model.rerank(request().instruction("Judge harshly.").build());
        }

        assertThat(server.requests())
                .extracting(request -> request.json().get("instruction").textValue())
                .containsExactly("Judge kindly.", "Judge harshly.");
    }

    @Test
    void score_async_takes_model_and_instruction_of_the_call() throws Exception {
        server.enqueue(ScriptedReply.json("{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}"));
        ScoringRequest request = ScoringRequest.builder()
                .query("q")
                .documents(List.of("a"))
                .parameters(RerankParameters.builder()
                        .modelName(QWEN)
                        .instruction("Judge kindly.")
                        .build())
                .build();

        try (SiliconFlowScoringModel model = at(BGE).build()) {
            CompletableFuture<ScoringResponse> response = model.scoreAsync(request);

            assertThat(response.get(10, TimeUnit.SECONDS).scores()).containsExactly(0.5);
        }

        JsonNode sent = onlyRequest().json();
        assertThat(sent.get("model").textValue()).isEqualTo(QWEN);
        assertThat(sent.get("instruction").textValue()).isEqualTo("Judge kindly.");
    }

    @Test
    void a_service_that_checks_key_model_and_fields_accepts_every_option() {
        try (LocalRerankServer service = LocalRerankServer.builder()
                        .apiKey(KEY)
                        .scorer(RerankScorer.each((query, document) -> document.length()))
                        .start();
                SiliconFlowScoringModel chunking = SiliconFlowScoringModel.builder()
                        .apiKey(KEY)
                        .baseUrl(service.url())
                        .modelName(BGE)
                        .maxChunksPerDoc(2)
                        .overlapTokens(80)
                        .build();
                SiliconFlowScoringModel instructed = SiliconFlowScoringModel.builder()
                        .apiKey(KEY)
                        .baseUrl(service.url())
                        .modelName(QWEN)
                        .instruction("Longer is better.")
                        .build()) {

            assertThat(chunking.scoreAll(segments("a", "ccc", "bb"), "q").content())
                    .containsExactly(1.0, 3.0, 2.0);
            assertThat(instructed.scoreAll(segments("a", "bb"), "q").content()).containsExactly(1.0, 2.0);
        }
    }

    private SiliconFlowScoringModel.Builder at(String modelName) {
        return SiliconFlowScoringModel.builder()
                .baseUrl(server.url())
                .apiKey(KEY)
                .modelName(modelName);
    }

    private SiliconFlowScoringModel.Builder relay() {
        return at("qwen3-rerank").relay(true);
    }

    private SiliconFlowScoringModel supplied(Supplier<String> key) {
        return SiliconFlowScoringModel.builder()
                .baseUrl(server.url())
                .apiKey(key)
                .modelName(BGE)
                .build();
    }

    private ReceivedRequest onlyRequest() {
        assertThat(server.requests()).hasSize(1);
        return server.requests().get(0);
    }

    private static RerankRequest.Builder request() {
        return RerankRequest.builder().query("q").documents(List.of("a"));
    }

    private static List<TextSegment> segments(String... texts) {
        return Stream.of(texts).map(TextSegment::from).toList();
    }
}
