package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.InvalidReplyException;
import io.github.rerank4j.RerankParameters;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.testkit.ScriptedReply;
import io.github.rerank4j.testkit.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericOverHttpTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ENVELOPE =
            "{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":{\"results\":"
                    + "[{\"index\":1,\"relevance_score\":0.8},{\"index\":0,\"relevance_score\":0.2}]}}";

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void two_models_that_answer_one_call_are_called_by_neither_name() {
        AtomicInteger replies = new AtomicInteger();
        server.respondWith(request -> ScriptedReply.json("{\"model\":\"m-" + replies.incrementAndGet()
                + "\",\"results\":[{\"index\":0,\"relevance_score\":0.5}]}"));
        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.VLLM)
                .baseUrl(server.url())
                .modelName("m")
                .maxDocumentsPerRequest(1)
                .build()) {
            RerankRequest.Builder request = RerankRequest.builder().query("which");

            assertThat(model.rerank(request.documents(List.of("a")).build()).modelName())
                    .contains("m-1");
            assertThat(model.rerank(request.documents(List.of("a", "b")).build())
                            .modelName())
                    .isEmpty();
        }
    }

    @Test
    void how_scores_are_read_tells_two_dialects_of_one_name_apart() {
        assertThat(identity("score")).isEqualTo(identity("score")).isNotEqualTo(identity("calibrated"));
    }

    @Test
    void how_pictures_are_sent_tells_two_dialects_of_one_name_apart() {
        assertThat(identity(TextForm.STRING))
                .isEqualTo(identity(TextForm.STRING))
                .isNotEqualTo(identity(TextForm.OBJECT));
    }

    private String identity(String score) {
        return identity(GenericScoringModel.builder()
                .dialect(RerankDialect.TEI.toBuilder().scores(score).build()));
    }

    private String identity(TextForm query) {
        RerankDialectBuilder dialect = RerankDialect.JINA.toBuilder().mixed("/query", query, "/documents");
        return identity(GenericScoringModel.builder().dialect(dialect.build()).modelName("m"));
    }

    private String identity(GenericScoringModel.Builder settings) {
        try (GenericScoringModel model = settings.baseUrl(server.url()).build()) {
            return model.traits(null).identity().orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "envelope, '', /api/v1/rerank",
        "envelope, /, /api/v1/rerank",
        "envelope, /api/v1, /api/v1/rerank",
        "envelope, /api/v1/rerank, /api/v1/rerank",
        "envelope, /api/v1/rerank/, /api/v1/rerank",
        "envelope, /tenants/7, /tenants/7/api/v1/rerank",
        "vllm, /v1, /v1/rerank",
        "vllm, /models/a/v1/, /models/a/v1/rerank",
        "tei, /rerank, /rerank",
        "openrouter, /api/v1, /api/v1/rerank",
        "zhipu, /api/paas/v4/, /api/paas/v4/rerank",
        "dashscope, /api/v1, /api/v1/services/rerank/text-rerank/text-rerank",
        "dashscope-compatible, /compatible-api/v1/reranks, /compatible-api/v1/reranks",
        "deepinfra, /v1/inference, /v1/inference/org/m",
        "deepinfra, /v1/inference/org/m, /v1/inference/org/m"
    })
    void a_base_url_may_be_pasted_with_or_without_the_path(String dialect, String pasted, String path) {
        RerankDialect preset = RerankDialect.named(dialect);
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .dialect(preset)
                .baseUrl(server.url().replaceAll("/$", "") + pasted);
        if (preset != RerankDialect.TEI) {
            builder.modelName("org/m");
        }
        server.enqueue(ScriptedReply.json(400, "{\"message\":\"no\"}"));

        try (GenericScoringModel model = builder.maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(InvalidRequestException.class);
        }

        assertThat(server.takeRequest(SOON).path()).isEqualTo(path);
    }

    @Test
    void a_hosted_nim_is_reached_through_its_own_path() {
        RerankDialect hosted =
                RerankDialect.NVIDIA_NIM.toBuilder().path("reranking").build();
        server.enqueue(ScriptedReply.json("{\"rankings\":[{\"index\":0,\"logit\":2.0}]}"));

        try (GenericScoringModel model = builder(hosted)
                .baseUrl(server.url() + "/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2")
                .modelName("nvidia/llama-3.2-nv-rerankqa-1b-v2")
                .build()) {
            model.rerank(request("a"));
        }

        ReceivedRequest received = server.takeRequest(SOON);
        assertThat(received.path()).isEqualTo("/v1/retrieval/nvidia/llama-3_2-nv-rerankqa-1b-v2/reranking");
        assertThat(received.json().path("model").textValue()).isEqualTo("nvidia/llama-3.2-nv-rerankqa-1b-v2");
    }

    @Test
    void logits_become_probabilities_where_asked_for() {
        server.enqueue(ScriptedReply.json("{\"rankings\":[{\"index\":0,\"logit\":0.0}]}"));

        try (GenericScoringModel model = builder(RerankDialect.NVIDIA_NIM)
                .scores(ScoreOutput.PROBABILITY)
                .build()) {
            assertThat(model.rerank(request("a")).scores()).containsExactly(0.5);
        }
    }

    @Test
    void scores_of_segments_come_in_their_order() {
        server.enqueue(ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = builder(RerankDialect.ENVELOPE).build()) {
            Response<List<Double>> response =
                    model.scoreAll(List.of(TextSegment.from("a"), TextSegment.from("b")), "q");

            assertThat(response.content()).containsExactly(0.2, 0.8);
            assertThat(response.tokenUsage()).isNull();
        }
    }

    @Test
    void a_top_n_is_cut_here_and_never_sent() {
        server.enqueue(ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = builder(RerankDialect.ENVELOPE).build()) {
            RerankResponse response = model.rerank(RerankRequest.builder()
                    .query("q")
                    .documents(List.of("a", "b"))
                    .topN(1)
                    .build());

            assertThat(response.scores()).containsExactly(0.2, 0.8);
            assertThat(response.ranked()).hasSize(1);
        }
        assertThat(server.takeRequest(SOON).text()).doesNotContain("top_n");
    }

    @Test
    void an_entry_of_a_call_wins_over_the_builders() {
        server.enqueue(ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = builder(RerankDialect.ENVELOPE)
                .input(Map.<String, Object>of("fps", 1, "lang", "en"))
                .parameters(Map.of("mode", "fast"))
                .build()) {
            model.rerank(RerankRequest.builder()
                    .query("q")
                    .documents(List.of("a", "b"))
                    .input(Map.of("fps", 2))
                    .parameters(Map.of("depth", List.of(1, 2)))
                    .build());
        }

        JsonNode sent = server.takeRequest(SOON).json();
        assertThat(sent.path("input")).isEqualTo(json("{\"fps\":2,\"lang\":\"en\"}"));
        assertThat(sent.path("parameters")).isEqualTo(json("{\"mode\":\"fast\",\"depth\":[1,2]}"));
        assertThat(sent.path("query").textValue()).isEqualTo("q");
    }

    @Test
    void a_call_may_name_another_model_and_instruction() {
        server.enqueue(ScriptedReply.json("{\"results\":[{\"index\":0,\"relevance_score\":0.8}]}"));

        try (GenericScoringModel model =
                builder(RerankDialect.NEW_API).instruction("be strict").build()) {
            model.rerank(RerankRequest.builder()
                    .query("q")
                    .documents(List.of("a"))
                    .modelName("other")
                    .instruction("be kind")
                    .build());
        }

        JsonNode sent = server.takeRequest(SOON).json();
        assertThat(sent.path("model").textValue()).isEqualTo("other");
        assertThat(sent.path("instruct").textValue()).isEqualTo("be kind");
    }

    @Test
    void langchain4js_own_parameters_reach_the_request() {
        server.enqueue(ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = builder(RerankDialect.ENVELOPE)
                .parameters(Map.of("mode", "fast"))
                .build()) {
            CompletableFuture<ScoringResponse> response = model.scoreAsync(ScoringRequest.builder()
                    .query("q")
                    .documents(List.of("a", "b"))
                    .parameters(RerankParameters.builder()
                            .modelName("other")
                            .parameters(Map.of("instruct", "be kind"))
                            .build())
                    .build());

            assertThat(response.join().scores()).containsExactly(0.2, 0.8);
        }
        JsonNode sent = server.takeRequest(SOON).json();
        assertThat(sent.path("model").textValue()).isEqualTo("other");
        assertThat(sent.path("parameters")).isEqualTo(json("{\"mode\":\"fast\",\"instruct\":\"be kind\"}"));
    }

    @Test
    void what_a_dialect_cannot_express_costs_no_request() {
        try (GenericScoringModel model = builder(RerankDialect.VLLM).build()) {
            assertThatThrownBy(() -> model.rerank(RerankRequest.builder()
                            .query("q")
                            .documents(List.of("a"))
                            .instruction("be kind")
                            .build()))
                    .isInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> model.rerank(RerankRequest.builder()
                            .query("q")
                            .documents(List.of("a"))
                            .parameters(Map.of("k", 1))
                            .build()))
                    .isInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> model.rerank(RerankRequest.builder()
                            .query("q")
                            .contents(List.of(ImageContent.from("https://pictures.example/a.png")))
                            .build()))
                    .isInstanceOf(UnsupportedFeatureException.class);
        }
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void an_image_goes_out_in_the_envelopes_input() {
        server.enqueue(ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = builder(RerankDialect.ENVELOPE).build()) {
            RerankResponse response = model.rerank(RerankRequest.builder()
                    .query("a red door")
                    .contents(
                            List.of(TextContent.from("paint"), ImageContent.from("https://pictures.example/door.png")))
                    .build());

            assertThat(response.scores()).containsExactly(0.2, 0.8);
        }
        JsonNode sent = server.takeRequest(SOON).json();
        assertThat(sent.has("query")).isFalse();
        assertThat(sent.path("input"))
                .isEqualTo(json("{\"query\":{\"text\":\"a red door\"},\"documents\":[{\"text\":\"paint\"},"
                        + "{\"image\":\"https://pictures.example/door.png\"}]}"));
    }

    @Test
    void only_the_models_that_see_get_images() {
        server.enqueue(ScriptedReply.json("{\"results\":[{\"index\":0,\"relevance_score\":0.8}]}"));
        RerankRequest image = RerankRequest.builder()
                .query("q")
                .contents(List.of(ImageContent.from("https://pictures.example/a.png")))
                .build();
        RerankRequest video = RerankRequest.builder()
                .query("q")
                .contents(List.of(VideoContent.from("https://pictures.example/a.mp4")))
                .build();

        try (GenericScoringModel seeing = builder(RerankDialect.JINA)
                        .modelName("jina-reranker-m0")
                        .build();
                GenericScoringModel blind = builder(RerankDialect.JINA)
                        .modelName("jina-reranker-v2-base-multilingual")
                        .build()) {
            assertThat(seeing.rerank(image).scores()).containsExactly(0.8);
            assertThatThrownBy(() -> seeing.rerank(video)).isInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> blind.rerank(image)).isInstanceOf(UnsupportedFeatureException.class);
        }
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void tei_gets_32_texts_a_request() {
        server.respondWith(GenericOverHttpTest::teiScores);

        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.TEI)
                .baseUrl(server.url())
                .build()) {
            RerankResponse response = model.rerank(request(numbers(70)));

            assertThat(response.scores()).hasSize(70);
            assertThat(response.tokenUsage().orElseThrow().totalTokenCount()).isEqualTo(30);
        }
        assertThat(server.requests().stream()
                        .map(received -> received.json().path("texts").size()))
                .containsExactlyInAnyOrder(24, 23, 23);
    }

    @Test
    void tei_gets_two_million_bytes_a_request() {
        server.respondWith(GenericOverHttpTest::teiScores);
        String[] long22000 = new String[32];
        Arrays.fill(long22000, "检".repeat(22_000));

        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.TEI)
                .baseUrl(server.url())
                .build()) {
            assertThat(model.rerank(request(long22000)).scores()).hasSize(32);
        }
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(received -> assertThat(received.body()).hasSizeLessThanOrEqualTo(2_000_000));
    }

    @Test
    void a_query_that_is_repeated_for_each_document_counts_each_time() {
        server.respondWith(received -> ScriptedReply.json("{\"scores\":["
                + String.join(
                        ",",
                        Collections.nCopies(received.json().path("documents").size(), "0.5"))
                + "],\"input_tokens\":1}"));

        try (GenericScoringModel model = builder(RerankDialect.DEEPINFRA)
                .modelName("Qwen/Qwen3-Reranker-4B")
                .maxBytesPerRequest(1_000)
                .build()) {
            RerankRequest request = RerankRequest.builder()
                    .query("\"".repeat(100))
                    .documents(List.of(numbers(20)))
                    .build();
            assertThat(model.rerank(request).scores()).hasSize(20);
        }
        assertThat(server.requests())
                .hasSize(5)
                .allSatisfy(received -> assertThat(received.body()).hasSizeLessThanOrEqualTo(1_000));
    }

    @Test
    void large_documents_may_be_sent_back() {
        String document = "x".repeat(30_000);
        String hit = ",\"document\":{\"text\":\"" + document + "\"},\"relevance_score\":0.5}";
        server.enqueue(ScriptedReply.json(IntStream.range(0, 600)
                .mapToObj(i -> "{\"index\":" + i + hit)
                .collect(Collectors.joining(",", "{\"results\":[", "]}"))));

        try (GenericScoringModel model = builder(RerankDialect.VLLM).build()) {
            assertThat(model.rerank(request(Collections.nCopies(600, document).toArray(String[]::new)))
                            .scores())
                    .hasSize(600);
        }
    }

    @Test
    void a_server_is_waited_for_in_whatever_form_it_says_that_it_is_loading() {
        Map<RerankDialect, String> forms = Map.of(
                RerankDialect.LLAMA_CPP,
                "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}",
                RerankDialect.JINA,
                "{\"error\":\"Model BAAI/bge-reranker-v2-m3 is currently loading\",\"estimated_time\":0.01}",
                RerankDialect.VLLM,
                "{\"detail\":\"The model is still loading\"}",
                RerankDialect.XINFERENCE,
                "the server is starting up");
        forms.forEach((dialect, form) -> {
            ScriptedReply loading = ScriptedReply.text(503, form).retryAfter("0");
            server.enqueue(loading, loading, loading, ScriptedReply.json("""
                    {"results":[{"index":0,"relevance_score":0.5}]}
                    """));

            try (GenericScoringModel model = builder(dialect).maxRetries(1).build()) {
                assertThat(model.rerank(request("a")).attempts())
                        .as(dialect.name())
                        .isEqualTo(4);
            }
        });
    }

    @Test
    void tei_gets_16_requests_at_a_time() {
        CompletableFuture<Void> release = new CompletableFuture<>();
        AtomicInteger waiting = new AtomicInteger();
        server.respondWith(received -> {
            if (waiting.incrementAndGet() == 16) {
                release.complete(null);
            }
            return teiScores(received).heldUntil(release);
        });

        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(RerankDialect.TEI)
                .baseUrl(server.url())
                .build()) {
            assertThat(model.rerank(request(numbers(32 * 16))).scores()).hasSize(32 * 16);
        }
        assertThat(RerankDialect.TEI.maxConcurrentRequests).isEqualTo(16);
        assertThat(server.requestCount()).isEqualTo(16);
    }

    @Test
    void a_listwise_model_is_not_split() {
        try (GenericScoringModel model = builder(RerankDialect.JINA)
                .modelName("jina-reranker-v3")
                .maxDocumentsPerRequest(2)
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b", "c")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("lower maxResults of the content retriever");
        }
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void a_blank_document_is_refused_where_the_service_rejects_it() {
        server.enqueue(ScriptedReply.json("{\"results\":[{\"index\":0,\"relevance_score\":0.1}]}"));

        try (GenericScoringModel refusing = builder(RerankDialect.QIANFAN).build();
                GenericScoringModel sending = builder(RerankDialect.ZHIPU).build()) {
            assertThatThrownBy(() -> refusing.rerank(request(" ")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("blank");
            assertThat(sending.rerank(request(" ")).scores()).containsExactly(0.1);
        }
    }

    @Test
    void a_document_too_long_for_qianfan_is_named() {
        try (GenericScoringModel model = builder(RerankDialect.QIANFAN).build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "x".repeat(4_097))))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("document 1")
                    .hasMessageContaining("4096");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"success\":true,\"data\":{\"results\":[]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1}]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":0,\"relevance_score\":0.2}]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":2,\"relevance_score\":0.2}]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":\"1\",\"relevance_score\":0.2}]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":1,\"relevance_score\":null}]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":1,\"relevance_score\":1e400}]}}",
                "{\"success\":true,\"data\":{\"results\":[{\"index\":0,\"relevance_score\":0.1},{\"index\":1}]}}",
                "{\"success\":true,\"data\":{\"results\":null}}",
                "{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":null}",
                "{}",
                "[]",
                "<html>welcome</html>",
                ""
            })
    void a_reply_that_is_not_one_score_per_document_is_an_error(String body) {
        server.enqueue(ScriptedReply.json(body));

        try (GenericScoringModel model = builder(RerankDialect.ENVELOPE).build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b"))).isInstanceOf(InvalidReplyException.class);
        }
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void scores_without_places_must_be_as_many_as_documents() {
        server.enqueue(ScriptedReply.json("{\"scores\":[0.1]}"), ScriptedReply.json("{\"scores\":[0.1,0.2,0.3]}"));

        try (GenericScoringModel model = builder(RerankDialect.DEEPINFRA).build()) {
            assertThatThrownBy(() -> model.rerank(request("a", "b"))).isInstanceOf(InvalidReplyException.class);
            assertThatThrownBy(() -> model.rerank(request("a", "b"))).isInstanceOf(InvalidReplyException.class);
        }
    }

    @Test
    void success_false_is_the_exception_its_code_or_status_says() {
        server.enqueue(
                ScriptedReply.json("{\"success\":false,\"code\":\"429\",\"message\":\"slow down\"}"),
                ScriptedReply.json(500, "{\"success\":false,\"code\":\"E7\",\"message\":\"broken\"}"),
                ScriptedReply.json("{\"success\":false,\"code\":\"404\",\"message\":\"no such model\"}"),
                ScriptedReply.json(401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"bad key\"}}"));

        try (GenericScoringModel model =
                builder(RerankDialect.ENVELOPE).maxRetries(0).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("HTTP 200 429: slow down");
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(InternalServerException.class);
            assertThatThrownBy(() -> model.rerank(request("a"))).isInstanceOf(ModelNotFoundException.class);
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("/api/v1/rerank): HTTP 401 unauthorized: bad key");
        }
    }

    @Test
    void a_forgotten_dialect_is_told_where_the_server_answers_otherwise() {
        server.enqueue(
                ScriptedReply.text(404, "<html>not here</html>"),
                ScriptedReply.json(404, "{\"detail\":\"Not Found\"}"),
                ScriptedReply.json(404, ""),
                ScriptedReply.json(401, "{\"message\":\"no key in header\"}"),
                ScriptedReply.json(422, "{\"detail\":[{\"msg\":\"field required\"}]}"),
                ScriptedReply.json("{\"hits\":[]}"),
                ScriptedReply.text(200, "<html>welcome</html>"));

        try (GenericScoringModel model = builderWithoutDialect().build()) {
            for (int reply = 0; reply < 7; reply++) {
                assertThatThrownBy(() -> model.rerank(request("a")))
                        .hasMessageContaining("no dialect is set, so the server was asked as envelope"
                                + " (POST /api/v1/rerank, scores in data.results)")
                        .hasMessageContaining("set dialect to that: cohere-v1, cohere-v2, jina")
                        .hasMessageNotContaining(": ;")
                        .hasMessageNotContaining("; ;");
            }
        }
    }

    @Test
    void a_forgotten_dialect_whose_list_is_known_is_told_by_its_name() {
        Map<String, String> senders = Map.of(
                "{\"rankings\":[{\"index\":0,\"logit\":0.8}]}", "; nvidia-nim sends such a list; no dialect is set",
                "[{\"index\":0,\"score\":0.8}]", "; sglang, tei send such a list; no dialect is set",
                "{\"results\":[{\"index\":0,\"relevance_score\":0.8}]}",
                        " and others send such a list; no dialect is set");

        try (GenericScoringModel model = builderWithoutDialect().build()) {
            senders.forEach((reply, words) -> {
                server.enqueue(ScriptedReply.json(reply));

                assertThatThrownBy(() -> model.rerank(request("a")))
                        .hasMessageContaining(words)
                        .hasMessageContaining("asked as envelope (POST /api/v1/rerank, scores in data.results);"
                                + " set dialect to the one the server speaks")
                        .hasMessageNotContaining("pinecone");
            });
        }
    }

    @Test
    void what_a_server_of_the_default_dialect_or_any_busy_one_says_is_left_alone() {
        server.enqueue(
                ScriptedReply.json(404, "{\"success\":false,\"code\":\"404\",\"message\":\"no such model\"}"),
                ScriptedReply.json("{\"success\":false,\"code\":\"400\",\"message\":\"too many texts\"}"),
                ScriptedReply.json("{\"success\":true,\"code\":\"200\",\"message\":\"successful\",\"data\":null}"),
                ScriptedReply.json(429, "{\"message\":\"slow down\"}"),
                ScriptedReply.text(503, "busy"),
                ScriptedReply.json("{\"success\":true,\"code\":\"200\",\"data\":{\"results\":[]}}"));

        try (GenericScoringModel model = builderWithoutDialect().build()) {
            for (int reply = 0; reply < 6; reply++) {
                assertThatThrownBy(() -> model.rerank(request("a"))).hasMessageNotContaining("no dialect");
            }
        }
    }

    @Test
    void a_chosen_dialect_is_named_where_its_path_is_not_known() {
        server.enqueue(
                ScriptedReply.text(404, "not here"),
                ScriptedReply.json(404, "{\"success\":false,\"code\":\"404\",\"message\":\"no such model\"}"));

        try (GenericScoringModel model =
                builderWithoutDialect().dialect(RerankDialect.ENVELOPE).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("the server was asked as envelope (POST /api/v1/rerank); if it speaks another"
                            + " dialect, set that one")
                    .hasMessageNotContaining("no dialect");
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageNotContaining("asked as");
        }
    }

    @Test
    void a_path_that_the_server_repeats_is_no_word_about_the_model() {
        server.enqueue(ScriptedReply.json(404, "{\"detail\":\"no such place /v1/models/rerank\"}"));

        try (GenericScoringModel model = builder(RerankDialect.VLLM).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(ModelNotFoundException.class)
                    .hasMessageContaining("the server was asked as vllm (POST /v1/rerank)")
                    .hasMessageContaining("perhaps nothing is served at this path");
        }
    }

    @Test
    void a_parameter_that_dashscope_calls_an_internal_error_is_asked_once() {
        server.enqueue(ScriptedReply.json(
                400, "{\"code\":\"InternalError.Algo.InvalidParameter\",\"message\":\"too many texts\"}"));

        try (GenericScoringModel model = builder(RerankDialect.DASHSCOPE).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("too many texts");
        }
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void a_refusal_under_http_200_reaches_the_caller_in_the_providers_words() {
        server.enqueue(ScriptedReply.json("{\"success\":false,\"message\":\"your quota is used up\"}"));

        try (GenericScoringModel model = builder(RerankDialect.COHERE_V2).build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("HTTP 200: your quota is used up");
        }
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void a_key_is_asked_for_at_each_attempt() {
        AtomicInteger asked = new AtomicInteger();
        server.enqueue(ScriptedReply.json(503, "{}").retryAfter("0"), ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = GenericScoringModel.builder()
                .baseUrl(server.url())
                .modelName("m")
                .apiKey(() -> "key-number-" + asked.incrementAndGet())
                .build()) {
            model.rerank(request("a", "b"));
        }

        assertThat(server.takeRequest(SOON).header("Authorization")).isEqualTo("Bearer key-number-1");
        assertThat(server.takeRequest(SOON).header("Authorization")).isEqualTo("Bearer key-number-2");
    }

    @Test
    void a_supplier_without_a_key_fails_the_call() {
        try (GenericScoringModel model = GenericScoringModel.builder()
                .baseUrl(server.url())
                .modelName("m")
                .apiKey(() -> "")
                .build()) {
            assertThatThrownBy(() -> model.rerank(request("a")))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("supplier of apiKey");
        }
        assertThat(server.requestCount()).isZero();
    }

    @Test
    void without_a_key_no_header_is_sent() {
        server.enqueue(ScriptedReply.json(ENVELOPE));

        try (GenericScoringModel model = GenericScoringModel.builder()
                .baseUrl(server.url())
                .modelName("m")
                .build()) {
            model.rerank(request("a", "b"));
        }

        assertThat(server.takeRequest(SOON).header("Authorization")).isNull();
    }

    private GenericScoringModel.Builder builder(RerankDialect dialect) {
        return GenericScoringModel.builder()
                .dialect(dialect)
                .baseUrl(server.url())
                .apiKey(Golden.KEY)
                .modelName("m");
    }

    private GenericScoringModel.Builder builderWithoutDialect() {
        return GenericScoringModel.builder()
                .baseUrl(server.url())
                .apiKey(Golden.KEY)
                .modelName("m")
                .maxRetries(0);
    }

    private static RerankRequest request(String... documents) {
        return RerankRequest.builder().query("q").documents(List.of(documents)).build();
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static ScriptedReply teiScores(ReceivedRequest received) {
        int texts = received.json().path("texts").size();
        String hits = IntStream.range(0, texts)
                .mapToObj(i -> "{\"index\":" + i + ",\"score\":0.5}")
                .collect(Collectors.joining(",", "[", "]"));
        return ScriptedReply.json(hits).header("x-compute-tokens", "10");
    }

    private static JsonNode json(String json) {
        return Golden.json(json.getBytes(StandardCharsets.UTF_8));
    }
}
