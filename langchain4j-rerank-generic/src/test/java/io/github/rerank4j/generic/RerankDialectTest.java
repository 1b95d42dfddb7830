package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.ModelTraits;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RerankDialectTest {

    private static final int NONE = Integer.MAX_VALUE;
    private static final TextContent TEXT = TextContent.from("a text");

    @Test
    void the_presets_are_all_the_constants() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (var field : RerankDialect.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                constants.add(field.get(null));
            }
        }

        assertThat(constants).hasSize(24).isEqualTo(List.copyOf(RerankDialect.presets()));
    }

    @Test
    void a_preset_has_the_name_of_its_constant() throws IllegalAccessException, NoSuchFieldException {
        for (RerankDialect preset : RerankDialect.presets()) {
            String constant = preset.name().toUpperCase(Locale.ROOT).replace('-', '_');

            assertThat(RerankDialect.class.getField(constant).get(null)).isSameAs(preset);
            assertThat(RerankDialect.named(preset.name())).isSameAs(preset);
            assertThat(RerankDialect.named(constant)).isSameAs(preset);
        }
    }

    @Test
    void a_name_nobody_has_is_refused_with_all_names() {
        assertThatThrownBy(() -> RerankDialect.named("coherent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"coherent\"")
                .hasMessageContaining("envelope, cohere-v1, cohere-v2")
                .hasMessageContaining("new-api");
    }

    @Test
    void a_dialect_shows_its_name_and_address() {
        assertThat(RerankDialect.COHERE_V2)
                .hasToString("RerankDialect[cohere-v2, POST https://api.cohere.com/v2/rerank]");
        assertThat(RerankDialect.TEI).hasToString("RerankDialect[tei, POST {baseUrl}/rerank]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u:secret@h/x", "https://h?key=secret", "u:secret@h", "http://h#a@secret"})
    void a_dialect_does_not_show_what_may_be_a_key_in_its_address(String baseUrl) {
        assertThat(RerankDialect.COHERE_V2.toBuilder().baseUrl(baseUrl).build())
                .hasToString("RerankDialect[cohere-v2, POST {baseUrl}/v2/rerank]");
    }

    @ParameterizedTest
    @CsvSource({
        "envelope,, , , PROBABILITY",
        "cohere-v1, 1000, , , PROBABILITY",
        "cohere-v2, 1000, , , PROBABILITY",
        "jina,, , , PROBABILITY",
        "voyage, 1000, , , PROBABILITY",
        "vllm,, , , PROBABILITY",
        "sglang,, , , UNKNOWN",
        "tei, 32, , , PROBABILITY",
        "infinity, 2048, , 122880, PROBABILITY",
        "xinference,, , , UNKNOWN",
        "llama-cpp,, , , UNKNOWN",
        "localai,, , , UNKNOWN",
        "litellm,, , , UNKNOWN",
        "dashscope, 500, 300000, , PROBABILITY",
        "dashscope-compatible, 500, , , PROBABILITY",
        "nvidia-nim, 512, , , LOGIT",
        "mixedbread, 1000, , , PROBABILITY",
        "pinecone, 100, , , PROBABILITY",
        "together,, , , PROBABILITY",
        "openrouter,, , , UNKNOWN",
        "qianfan, 64, , 4096, PROBABILITY",
        "zhipu, 128, , 4096, PROBABILITY",
        "deepinfra,, , , PROBABILITY",
        "new-api,, , , UNKNOWN"
    })
    void a_preset_knows_limits_and_scale(
            String name, Integer documents, Integer characters, Integer perDocument, ScoreScale scale) {
        ModelTraits traits = RerankDialect.named(name).traits("any-model");

        assertThat(traits.maxDocuments()).isEqualTo(documents == null ? NONE : documents);
        assertThat(traits.maxCharacters()).isEqualTo(characters == null ? NONE : characters);
        assertThat(traits.maxCharactersPerDocument()).isEqualTo(perDocument == null ? NONE : perDocument);
        assertThat(traits.scale()).isEqualTo(scale);
        assertThat(traits.listwise()).isFalse();
    }

    @Test
    void some_models_differ_from_their_service() {
        assertThat(RerankDialect.JINA.traits("jina-reranker-v3").listwise()).isTrue();
        assertThat(RerankDialect.JINA.traits("jina-reranker-v3").scale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(RerankDialect.JINA.traits("Jina-Reranker-M0").kinds())
                .containsExactlyInAnyOrder(ContentType.TEXT, ContentType.IMAGE);
        assertThat(RerankDialect.DASHSCOPE.traits("qwen3-vl-rerank").maxDocuments())
                .isEqualTo(100);
        assertThat(RerankDialect.DASHSCOPE.traits("qwen3-vl-rerank").kinds()).contains(ContentType.VIDEO);
        assertThat(RerankDialect.PINECONE.traits("cohere-rerank-3.5").maxDocuments())
                .isEqualTo(200);
        assertThat(RerankDialect.NVIDIA_NIM
                        .traits("nvidia/llama-nemotron-rerank-vl-1b-v2")
                        .kinds())
                .containsExactlyInAnyOrder(ContentType.TEXT, ContentType.IMAGE);
    }

    @Test
    void some_services_reject_blank_documents() {
        assertThat(RerankDialect.presets().stream()
                        .filter(preset -> !preset.traits(null).blankDocuments())
                        .map(RerankDialect::name))
                .containsExactly("voyage", "sglang", "dashscope", "dashscope-compatible", "qianfan");
    }

    @Test
    void tei_takes_bodies_of_two_million_bytes_and_the_others_say_nothing_of_bytes() {
        assertThat(RerankDialect.TEI.traits(null).maxBytes()).isEqualTo(2_000_000);
        assertThat(RerankDialect.presets())
                .filteredOn(preset -> preset != RerankDialect.TEI)
                .allSatisfy(preset -> assertThat(preset.traits(null).maxBytes()).isEqualTo(NONE));
    }

    @Test
    void a_user_declares_what_is_unknown() {
        RerankDialect declared = RerankDialect.LLAMA_CPP.toBuilder()
                .scoreScale(ScoreScale.LOGIT)
                .maxDocuments(8)
                .maxCharacters(9_000)
                .maxCharactersPerDocument(4_000)
                .maxBytes(50_000)
                .listwise(true)
                .blankDocuments(false)
                .build();

        assertThat(declared.traits("m"))
                .isEqualTo(ModelTraits.listwise(ScoreScale.LOGIT)
                        .maxDocuments(8)
                        .maxCharacters(9_000)
                        .maxCharactersPerDocument(4_000)
                        .maxBytes(50_000)
                        .blankDocuments(false));
        assertThat(RerankDialect.LLAMA_CPP.traits("m").scale()).isEqualTo(ScoreScale.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_listwise_model_is_listwise_whatever_serves_it(RerankDialect dialect) {
        assertThat(dialect.traits("jinaai/jina-reranker-v3").listwise()).isTrue();
        assertThat(dialect.traits("any-model").listwise()).isFalse();
    }

    @Test
    void what_a_user_states_of_a_model_counts_more_than_its_name() {
        RerankDialect stated = RerankDialect.VLLM.toBuilder()
                .forModels("jinaai/jina-reranker-v3", ModelTraits.pointwise(ScoreScale.LOGIT))
                .build();

        assertThat(stated.traits("jinaai/jina-reranker-v3").listwise()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "voyage, rerank-2.5",
        "dashscope, qwen3-rerank",
        "dashscope, qwen3-vl-rerank",
        "dashscope-compatible, qwen3-rerank",
        "qianfan, bce-reranker-base",
        "sglang, any-model"
    })
    void services_that_answer_400_to_a_blank_document_are_not_sent_one(String name, String model) {
        assertThat(RerankDialect.named(name).traits(model).blankDocuments()).isFalse();
    }

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @Test
    void a_declared_scale_also_counts_for_models_stated_before() {
        RerankDialect declared = RerankDialect.JINA.toBuilder()
                .scoreScale(ScoreScale.PROBABILITY)
                .build();

        assertThat(declared.traits("jina-reranker-v3")).isEqualTo(ModelTraits.listwise(ScoreScale.PROBABILITY));
    }

    @Test
    void of_two_statements_about_a_model_the_last_one_counts() {
        RerankDialect declared = RerankDialect.VLLM.toBuilder()
                .forModels("Qwen/", ModelTraits.pointwise(ScoreScale.LOGIT))
                .forModels("qwen/qwen3", ModelTraits.pointwise(ScoreScale.UNKNOWN))
                .build();

        assertThat(declared.traits("Qwen/Qwen2").scale()).isEqualTo(ScoreScale.LOGIT);
        assertThat(declared.traits("Qwen/Qwen3").scale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(declared.traits(null).scale()).isEqualTo(ScoreScale.PROBABILITY);
    }

    @Test
    void a_dialect_needs_a_name() {
        assertThatThrownBy(() -> RerankDialect.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name(...)");
    }

    @Test
    void a_builder_that_goes_on_does_not_change_what_it_built() {
        RerankDialectBuilder builder = RerankDialect.builder().name("one").header("X-A", "1");
        RerankDialect one = builder.build();

        builder.name("two").path("two").header("x-a", "2").maxDocuments(2).bodyField("/two", 2);

        assertThat(one).hasToString("RerankDialect[one, POST {baseUrl}/v1/rerank]");
        assertThat(one.traits(null).maxDocuments()).isEqualTo(NONE);
        assertThat(one.wire().encode(Golden.call("m", TEXT, TEXT)).headers()).isEqualTo(Map.of("X-A", "1"));
        assertThat(builder.build().wire().encode(Golden.call("m", TEXT, TEXT)).headers())
                .isEqualTo(Map.of("x-a", "2"));
    }

    @Test
    void a_body_field_is_copied() {
        List<String> fields = new ArrayList<>(List.of("title"));
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .bodyField("/rank_fields", fields)
                .bodyField("/options/deep/limit", 0.25)
                .bodyField("/gone", true)
                .bodyField("/gone", null)
                .build();

        fields.add("body");

        assertThat(new String(
                        dialect.wire()
                                .encode(Golden.call("m", TEXT, TEXT))
                                .body()
                                .bytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"model\":\"m\",\"query\":\"a text\",\"documents\":[\"a text\"],\"rank_fields\":[\"title\"],"
                                + "\"options\":{\"deep\":{\"limit\":0.25}}}");
    }

    @Test
    void a_body_field_that_is_no_json_is_refused() {
        assertThatThrownBy(() -> RerankDialect.builder().bodyField("/when", Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be written as JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/top_n", "/top_k", "/parameters/top_n"})
    void a_field_that_cuts_the_list_is_refused(String pointer) {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .bodyField(pointer, 5)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pointer)
                .hasMessageContaining("topN");
    }

    @Test
    void what_is_nested_in_a_value_is_sent_as_it_is() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .bodyField("/sampling", Map.of("top_k", 5))
                .build();

        byte[] body = dialect.wire().encode(Golden.call("m", TEXT, TEXT)).body().bytes();

        assertThat(Golden.json(body).at("/sampling/top_k").intValue()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/query", "/query/text", ""})
    void two_values_in_one_place_are_refused(String pointer) {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .documents(pointer, TextForm.STRING)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/../admin", "v1//rerank", "rerank?top=1", "v1/{other}/rerank", "rerank#x"})
    void a_path_that_leads_elsewhere_is_refused(String path) {
        assertThatThrownBy(() -> RerankDialect.builder().name("acme").path(path).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path");
    }

    @Test
    void a_path_may_be_empty_where_the_base_url_says_it_all() {
        assertThat(RerankDialect.builder().name("acme").path("/").build())
                .hasToString("RerankDialect[acme, POST {baseUrl}/]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..", "a/../b", "./a", "a/.", "/a", "a/", "a//b", "a%2e", "a?b", "a#b", "a\\b", "a\nb", "a\u0000",
                "{model}", " "
            })
    void a_model_name_that_leads_elsewhere_is_refused(String modelName) {
        assertThatThrownBy(() -> RerankDialect.DEEPINFRA.wire().encode(Golden.call(modelName, TEXT, TEXT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Qwen/Qwen3-Reranker-8B", "a.b", "a..b", "org/model:1", "..a", "模型"})
    void a_model_name_keeps_its_slash(String modelName) {
        assertThat(RerankDialect.DEEPINFRA
                        .wire()
                        .encode(Golden.call(modelName, TEXT, TEXT))
                        .path())
                .isEqualTo("v1/inference/" + modelName);
    }

    @Test
    void images_need_a_place() {
        assertThatThrownBy(() -> RerankDialect.VLLM.toBuilder()
                        .contentKinds(ContentType.TEXT, ContentType.IMAGE)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mixed(...)");
    }

    @Test
    void documents_are_not_repeated_per_document() {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .documents("/documents", TextForm.PER_DOCUMENT)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PER_DOCUMENT");
    }

    @Test
    void at_least_one_request_may_be_in_flight() {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .maxConcurrentRequests(0)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxConcurrentRequests");
    }

    @Test
    void a_key_in_the_place_of_a_headers_name_is_not_shown() {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .header("sk-live-SECRET0123456789", "X-Key\n")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme")
                .hasMessageNotContaining("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme\n", "ac\u001bme", "ac\u2028me", "\u202eacme"})
    void a_name_with_a_control_character_is_refused(String name) {
        assertThatThrownBy(() -> RerankDialect.builder().name(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the dialect's name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Key", "X-Key:", "X-Schlüssel", "X-Key\n", "(x)"})
    void a_header_whose_name_is_no_token_is_refused(String name) {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .header(name, "hidden-words")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme")
                .hasMessageContaining("header")
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden\nwords", "hidden\r", "hidden\u0000", "hidden wörds", "hidden\u007f"})
    void a_header_value_that_cannot_be_sent_is_refused_without_showing_it(String value) {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .header("X-A", value)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-A")
                .hasMessageContaining("printable ASCII")
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-type", "CONTENT-LENGTH", "Transfer-Encoding", "accept-encoding"})
    void a_header_that_http_sets_itself_is_refused(String name) {
        assertThatThrownBy(() ->
                        RerankDialect.builder().name("acme").header(name, "1").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("remove");
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .authorization(name, "")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void the_prefix_of_a_key_can_be_sent_too() {
        assertThatThrownBy(() -> RerankDialect.builder()
                        .name("acme")
                        .authorization("X-Key", "hidden\n")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Key")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void a_header_may_be_anything_http_carries() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .header("X-A.b_c~1", "two words;\tq=\"1\"")
                .header("X-Empty", "")
                .build();

        assertThat(dialect.wire().encode(Golden.call("m", TEXT, TEXT)).headers())
                .isEqualTo(Map.of("X-A.b_c~1", "two words;\tq=\"1\"", "X-Empty", ""));
    }
}
