package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.local.LocalRerankServer;
import io.github.rerank4j.local.RerankScorer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset against the local server, whose descriptions of the same services know nothing of the presets. */
class LocalServerTest {

    private static final Set<String> SILENT_ABOUT_TOKENS = Set.of("envelope", "sglang", "xinference", "pinecone");
    private static final Set<String> WITHOUT_KEY = Set.of(
            "envelope",
            "vllm",
            "sglang",
            "tei",
            "infinity",
            "xinference",
            "llama-cpp",
            "localai",
            "litellm",
            "nvidia-nim");
    private static final String QUERY = "退款";
    private static final Map<String, Double> SCORES =
            Map.of("abcd", 0.25, "如何退款", 0.875, "<p>\"refunds\" \\ 😀</p>", 0.5, "历史", -1.5);
    private static final List<String> DOCUMENTS = List.of("abcd", "如何退款", "<p>\"refunds\" \\ 😀</p>", "历史");

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void scores_come_in_document_order(RerankDialect dialect) {
        try (LocalRerankServer server = server(dialect);
                GenericScoringModel model = builder(dialect, server).build()) {
            RerankResponse response = model.rerank(request(DOCUMENTS));

            assertThat(response.scores()).containsExactly(0.25, 0.875, 0.5, -1.5);
            assertThat(model.rerankAsync(request(DOCUMENTS)).join().scores()).isEqualTo(response.scores());
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void tokens_are_reported_where_the_service_does(RerankDialect dialect) {
        TokenUsage estimate = new TokenUsage((2 + 1) + (2 + 4) + (2 + 5) + (2 + 2), 0);

        try (LocalRerankServer server = server(dialect);
                GenericScoringModel model = builder(dialect, server).build()) {
            RerankResponse response = model.rerank(request(DOCUMENTS));

            assertThat(response.tokenUsage().orElse(null))
                    .isEqualTo(SILENT_ABOUT_TOKENS.contains(dialect.name()) ? null : estimate);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void no_request_has_more_than_the_service_takes(RerankDialect dialect) {
        List<String> documents =
                IntStream.range(0, 2_100).mapToObj(i -> "document " + i).toList();

        try (LocalRerankServer server = server(dialect);
                GenericScoringModel model = builder(dialect, server).build()) {
            List<Double> scores = model.rerank(request(documents)).scores();

            assertThat(scores)
                    .isEqualTo(documents.stream().map(LocalServerTest::score).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cohere-v1, 1000",
        "cohere-v2, 10000",
        "voyage, 1000",
        "tei, 32",
        "infinity, 2048",
        "dashscope, 500",
        "dashscope-compatible, 500",
        "nvidia-nim, 512",
        "mixedbread, 1000",
        "pinecone, 200",
        "qianfan, 64",
        "zhipu, 128",
    })
    void the_service_refuses_more_than_it_takes(String dialect, int most) {
        RerankDialect preset = RerankDialect.named(dialect);
        List<String> documents =
                IntStream.rangeClosed(0, most).mapToObj(i -> "d").toList();

        try (LocalRerankServer server = server(preset);
                GenericScoringModel model =
                        builder(preset, server).maxDocumentsPerRequest(most + 1).build()) {
            assertThatThrownBy(() -> model.rerank(request(documents)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("a request has at most " + most + " documents");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_request_of_another_form_is_refused_in_the_words_of_the_service(RerankDialect dialect) {
        RerankDialect other =
                dialect.toBuilder().query("/question", TextForm.STRING).build();

        try (LocalRerankServer server = server(dialect);
                GenericScoringModel model = builder(other, server).build()) {
            assertThatThrownBy(() -> model.rerank(request(DOCUMENTS)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(" must be a");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_wrong_key_is_refused(RerankDialect dialect) {
        try (LocalRerankServer server = server(dialect);
                GenericScoringModel model =
                        builder(dialect, server, "another-key").build()) {
            assertThatThrownBy(() -> model.rerank(request(DOCUMENTS)))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining(dialect.name().equals("tei") ? "401" : "key is not valid");
            assertThat(server.requestCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_server_without_a_key_takes_any_and_none_where_the_service_needs_none(RerankDialect dialect) {
        try (LocalRerankServer server = LocalRerankServer.builder()
                        .scorer(RerankScorer.each((query, document) -> score(document)))
                        .dialect(dialect.name())
                        .start();
                GenericScoringModel any = builder(dialect, server, "any-key").build();
                GenericScoringModel none = withoutKey(dialect, server).build()) {
            assertThat(any.rerank(request(DOCUMENTS)).scores()).hasSize(4);
            if (WITHOUT_KEY.contains(dialect.name())) {
                assertThat(none.rerank(request(DOCUMENTS)).scores()).hasSize(4);
            } else {
                assertThatThrownBy(() -> none.rerank(request(DOCUMENTS)))
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("no key was sent: set apiKey");
            }
        }
    }

    @Test
    void the_server_knows_the_presets_and_no_others() {
        assertThatThrownBy(() -> LocalRerankServer.builder().dialect("acme"))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(refused -> names(String.valueOf(refused.getMessage())))
                .isEqualTo(presets().stream().map(RerankDialect::name).collect(Collectors.toSet()));
    }

    private static Set<String> names(String refusal) {
        return Set.of(refusal.replaceFirst(".*; give one of ", "").split(", "));
    }

    private static LocalRerankServer server(RerankDialect dialect) {
        return LocalRerankServer.builder()
                .scorer(RerankScorer.each((query, document) -> query.equals(QUERY) ? score(document) : Double.NaN))
                .apiKey(Golden.KEY)
                .dialect(dialect.name())
                .start();
    }

    private static GenericScoringModel.Builder builder(RerankDialect dialect, LocalRerankServer server) {
        return builder(dialect, server, Golden.KEY);
    }

    private static GenericScoringModel.Builder builder(RerankDialect dialect, LocalRerankServer server, String key) {
        return withoutKey(dialect, server).apiKey(key);
    }

    private static GenericScoringModel.Builder withoutKey(RerankDialect dialect, LocalRerankServer server) {
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .dialect(dialect)
                .baseUrl(server.url())
                .maxRetries(0);
        return dialect.name().equals("tei") ? builder : builder.modelName("Qwen/Qwen3-Reranker-8B");
    }

    private static double score(String document) {
        return SCORES.getOrDefault(document, document.hashCode() / 4096.0);
    }

    private static RerankRequest request(List<String> documents) {
        return RerankRequest.builder().query(QUERY).documents(documents).build();
    }
}
