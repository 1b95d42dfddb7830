package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.github.rerank4j.spi.RerankCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {

    private static final TextContent QUERY = TextContent.from("a red door");
    private static final TextContent TEXT = TextContent.from("paint");
    private static final ImageContent IMAGE = ImageContent.from("https://pictures.example/door.png");
    private static final ImageContent BYTES = ImageContent.from("aW1hZ2U=", "image/png");
    private static final VideoContent VIDEO = VideoContent.from("https://pictures.example/door.mp4");

    static List<RerankDialect> presets() {
        return RerankDialect.presets();
    }

    @Test
    void texts_of_the_envelope_stand_at_the_top() {
        assertThat(body(RerankDialect.ENVELOPE, QUERY, TEXT))
                .isEqualTo(
                        "{\"model\":\"m\",\"query\":\"a red door\",\"documents\":[\"paint\"],\"return_documents\":false}");
    }

    @Test
    void a_call_of_the_envelope_with_an_image_stands_in_its_input() {
        assertThat(body(RerankDialect.ENVELOPE, QUERY, TEXT, IMAGE, BYTES, VIDEO))
                .isEqualTo("{\"model\":\"m\",\"input\":{\"query\":{\"text\":\"a red door\"},\"documents\":["
                        + "{\"text\":\"paint\"},{\"image\":\"https://pictures.example/door.png\"},"
                        + "{\"image\":\"data:image/png;base64,aW1hZ2U=\"},"
                        + "{\"video\":\"https://pictures.example/door.mp4\"}]},\"return_documents\":false}");
    }

    @Test
    void an_image_may_be_the_query() {
        assertThat(body(RerankDialect.ENVELOPE, IMAGE, TEXT))
                .contains("\"input\":{\"query\":{\"image\":\"https://pictures.example/door.png\"},"
                        + "\"documents\":[{\"text\":\"paint\"}]}");
    }

    @Test
    void jina_takes_a_text_query_beside_images() {
        assertThat(body(RerankDialect.JINA, QUERY, TEXT, IMAGE))
                .contains("\"query\":\"a red door\",\"documents\":[{\"text\":\"paint\"},"
                        + "{\"image\":\"https://pictures.example/door.png\"}]");
    }

    @Test
    void dashscope_takes_images_and_videos_in_its_input() {
        assertThat(body(RerankDialect.DASHSCOPE, QUERY, VIDEO, IMAGE))
                .contains("\"input\":{\"query\":\"a red door\",\"documents\":["
                        + "{\"video\":\"https://pictures.example/door.mp4\"},"
                        + "{\"image\":\"https://pictures.example/door.png\"}]}");
    }

    @Test
    void nim_takes_images_as_passages() {
        assertThat(body(RerankDialect.NVIDIA_NIM, QUERY, TEXT, BYTES))
                .contains("\"query\":{\"text\":\"a red door\"},\"passages\":[{\"text\":\"paint\"},"
                        + "{\"image\":\"data:image/png;base64,aW1hZ2U=\"}]");
    }

    @Test
    void openrouter_takes_images_as_documents() {
        assertThat(body(RerankDialect.OPENROUTER, QUERY, IMAGE))
                .contains("\"query\":\"a red door\",\"documents\":[{\"image\":\"https://pictures.example/door.png\"}]");
    }

    @Test
    void a_dialect_without_a_form_for_images_refuses_them() {
        assertThatThrownBy(() -> body(RerankDialect.COHERE_V2, QUERY, IMAGE))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("cohere-v2");
    }

    @Test
    void no_dialect_has_a_form_for_sound() {
        assertThatThrownBy(() -> body(RerankDialect.ENVELOPE, QUERY, AudioContent.from("https://sounds.example/a.wav")))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("audio");
    }

    @Test
    void a_query_object_and_document_objects_hold_a_text() {
        RerankDialect dialect = RerankDialect.builder()
                .name("acme")
                .query("/question", TextForm.OBJECT)
                .documents("/answers", TextForm.OBJECT)
                .build();

        assertThat(body(dialect, QUERY, TEXT, TEXT))
                .isEqualTo("{\"model\":\"m\",\"question\":{\"text\":\"a red door\"},"
                        + "\"answers\":[{\"text\":\"paint\"},{\"text\":\"paint\"}]}");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void half_a_character_is_replaced_in_every_form(RerankDialect preset) {
        RerankCall call = call(
                Map.of(),
                Map.of(),
                preset.wire().requests().takesModel() ? "m" : null,
                TextContent.from("q\uD83D"),
                TextContent.from("d\uD83D"));

        assertThat(new String(preset.wire().encode(call).body().bytes(), StandardCharsets.UTF_8))
                .contains("\"q\uFFFD\"")
                .contains("\"d\uFFFD\"");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void the_number_of_results_is_never_limited(RerankDialect preset) {
        JsonNode request = Golden.json(
                preset.wire().encode(Golden.of(preset.name()).call()).body().bytes());

        assertThat(request.findValue("top_n")).isNull();
        assertThat(request.findValue("top_k")).isNull();
    }

    @Test
    void a_model_that_must_be_named_is_asked_for() {
        assertThatThrownBy(() -> RerankDialect.COHERE_V2.wire().encode(call(Map.of(), Map.of(), null, QUERY, TEXT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelName is missing");
        assertThatThrownBy(() -> RerankDialect.DEEPINFRA.wire().encode(call(Map.of(), Map.of(), null, QUERY, TEXT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelName is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vllm", "sglang", "infinity", "llama-cpp", "cohere-v1"})
    void a_model_that_need_not_be_named_is_left_out(String name) {
        JsonNode request = Golden.json(RerankDialect.named(name)
                .wire()
                .encode(call(Map.of(), Map.of(), null, QUERY, TEXT))
                .body()
                .bytes());

        assertThat(request.has("model")).isFalse();
    }

    @Test
    void a_server_that_takes_no_name_refuses_one() {
        assertThatThrownBy(() -> RerankDialect.TEI.wire().encode(Golden.call("m", QUERY, TEXT)))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("tei")
                .hasMessageContaining("leave modelName out");
    }

    @Test
    void an_instruction_nobody_reads_is_refused() {
        RerankCall call = new RerankCall(QUERY, List.of(TEXT), "m", "be strict", Map.of(), Map.of());

        assertThatThrownBy(() -> RerankDialect.VOYAGE.wire().encode(call))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("voyage has no instruction")
                .hasMessageNotContaining("strict");
    }

    @Test
    void entries_stand_in_their_objects() {
        assertThat(body(
                        RerankDialect.ENVELOPE,
                        call(Map.of("fps", 2), Map.of("instruct", "be strict"), "m", QUERY, TEXT)))
                .isEqualTo(
                        "{\"model\":\"m\",\"query\":\"a red door\",\"documents\":[\"paint\"],\"return_documents\":false,"
                                + "\"input\":{\"fps\":2},\"parameters\":{\"instruct\":\"be strict\"}}");
    }

    @Test
    void entries_stand_beside_what_the_model_writes() {
        assertThat(body(RerankDialect.DASHSCOPE, call(Map.of("lang", "en"), Map.of("fps", 0.5), "m", QUERY, TEXT)))
                .isEqualTo(
                        "{\"model\":\"m\",\"input\":{\"query\":\"a red door\",\"documents\":[\"paint\"],\"lang\":\"en\"},"
                                + "\"parameters\":{\"return_documents\":false,\"fps\":0.5}}");
        assertThat(body(RerankDialect.PINECONE, call(Map.of(), Map.of("truncate", "END"), "m", QUERY, TEXT)))
                .endsWith("\"parameters\":{\"truncate\":\"END\"}}");
        assertThat(body(RerankDialect.ENVELOPE, call(Map.of("lang", "en"), Map.of(), "m", QUERY, IMAGE)))
                .contains("{\"image\":\"https://pictures.example/door.png\"}],\"lang\":\"en\"}");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void entries_without_an_object_for_them_are_refused(RerankDialect preset) {
        String model = preset.wire().requests().takesModel() ? "m" : null;

        if (!preset.request.freeObjects().contains("input")) {
            assertThatThrownBy(() -> preset.wire().encode(call(Map.of("k", 1), Map.of(), model, QUERY, TEXT)))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("\"input\"");
        }
        if (!preset.request.freeObjects().contains("parameters")) {
            assertThatThrownBy(() -> preset.wire().encode(call(Map.of(), Map.of("k", 1), model, QUERY, TEXT)))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContaining("\"parameters\"");
        }
    }

    @Test
    void only_three_dialects_have_such_objects() {
        assertThat(RerankDialect.presets().stream()
                        .filter(preset -> !preset.request.freeObjects().isEmpty())
                        .map(RerankDialect::name))
                .containsExactly("envelope", "dashscope", "pinecone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "documents"})
    void an_input_entry_the_model_writes_itself_is_refused(String key) {
        for (RerankDialect dialect : List.of(RerankDialect.ENVELOPE, RerankDialect.DASHSCOPE)) {
            assertThatThrownBy(() -> dialect.wire().encode(call(Map.of(key, "x"), Map.of(), "m", QUERY, TEXT)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("input holds \"" + key + "\"")
                    .hasMessageContaining("writes itself");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"instruct", "return_documents"})
    void a_parameter_the_model_writes_itself_is_refused(String key) {
        assertThatThrownBy(
                        () -> RerankDialect.DASHSCOPE.wire().encode(call(Map.of(), Map.of(key, "x"), "m", QUERY, TEXT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameters holds \"" + key + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"top_n", "top_k"})
    void a_parameter_that_cuts_the_list_is_refused(String key) {
        assertThatThrownBy(() -> RerankDialect.ENVELOPE.wire().encode(call(Map.of(), Map.of(key, 2), "m", QUERY, TEXT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topN on the RerankRequest");
    }

    private static String body(RerankDialect dialect, Content query, Content... documents) {
        return body(dialect, Golden.call("m", query, documents));
    }

    private static String body(RerankDialect dialect, RerankCall call) {
        return new String(dialect.wire().encode(call).body().bytes(), StandardCharsets.UTF_8);
    }

    private static RerankCall call(
            Map<String, Object> input,
            Map<String, Object> parameters,
            @Nullable String modelName,
            Content query,
            Content document) {
        return new RerankCall(query, List.of(document), modelName, null, input, parameters);
    }
}
