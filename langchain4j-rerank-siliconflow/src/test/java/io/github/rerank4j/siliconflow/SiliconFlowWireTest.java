package io.github.rerank4j.siliconflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankCall;
import io.github.rerank4j.spi.RerankReply.Scored;
import io.github.rerank4j.spi.WireRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiliconFlowWireTest {

    private static final String BGE = "BAAI/bge-reranker-v2-m3";
    private static final String BCE = "netease-youdao/bce-reranker-base_v1";
    private static final String QWEN = "Qwen/Qwen3-Reranker-4B";
    private static final String QWEN_VL = "Qwen/Qwen3-VL-Reranker-8B";
    private static final String QUERY = "How do I rotate a key?";
    private static final String DOCUMENT = "Keys are rotated on the security page.";
    private static final String INSTRUCTION = "Rank passages of a handbook by how well they answer the question.";
    private static final ImageContent IMAGE = ImageContent.from(URI.create("https://images.example.com/bicycle.png"));

    private final SiliconFlowWire wire = new SiliconFlowWire(false, null, null);
    private final SiliconFlowWire relay = new SiliconFlowWire(true, null, null);

    @Test
    void a_request_goes_to_v1_rerank_and_brings_no_headers_of_its_own() {
        WireRequest request = wire.encode(call(BGE, null, QUERY, DOCUMENT));

        assertThat(request.path()).isEqualTo("v1/rerank");
        assertThat(request.headers()).isEmpty();
    }

    @Test
    void chunking_options_are_sent_to_a_bge_model() {
        SiliconFlowWire chunking = new SiliconFlowWire(false, 64, 0);

        JsonNode sent = sent(
                chunking,
                call(BGE, null, QUERY, DOCUMENT, "Invoices arrive on the first day of a month.", "密钥可以在安全页面轮换。"));

        assertThat(sent).isEqualTo(Golden.json("request.json"));
    }

    @Test
    void options_that_are_not_set_are_not_sent() {
        JsonNode sent = sent(wire, call(BCE, null, QUERY, DOCUMENT));

        assertThat(sent).isEqualTo(Golden.json("request-plain.json"));
    }

    @Test
    void an_instruction_is_sent_to_a_qwen3_model() {
        JsonNode sent = sent(wire, call(QWEN, INSTRUCTION, QUERY, DOCUMENT));

        assertThat(sent).isEqualTo(Golden.json("request-instruction.json"));
    }

    @Test
    void a_relay_reads_instruct_and_the_chunk_limit_in_the_singular() {
        SiliconFlowWire chunking = new SiliconFlowWire(true, 8, 80);

        JsonNode sent = sent(chunking, call("qwen3-rerank", INSTRUCTION, QUERY, DOCUMENT));

        assertThat(sent).isEqualTo(Golden.json("request-relay.json"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neither_top_n_nor_truncate_prompt_tokens_is_ever_sent(boolean relaying) {
        SiliconFlowWire every = new SiliconFlowWire(relaying, 1, 1);

        JsonNode sent = sent(every, call("somebody/new-reranker", INSTRUCTION, QUERY, DOCUMENT));

        assertThat(sent.has("top_n")).isFalse();
        assertThat(sent.has("truncate_prompt_tokens")).isFalse();
        assertThat(sent.get("return_documents").booleanValue()).isFalse();
    }

    @Test
    void an_unknown_model_gets_every_option() {
        SiliconFlowWire every = new SiliconFlowWire(false, 16, 40);

        JsonNode sent = sent(every, call("somebody/new-reranker", INSTRUCTION, QUERY, DOCUMENT));

        assertThat(sent.get("instruction").textValue()).isEqualTo(INSTRUCTION);
        assertThat(sent.get("max_chunks_per_doc").intValue()).isEqualTo(16);
        assertThat(sent.get("overlap_tokens").intValue()).isEqualTo(40);
    }

    @Test
    void images_videos_and_texts_are_objects_in_one_list() {
        RerankCall call = call(
                QWEN_VL,
                TextContent.from("a red bicycle"),
                TextContent.from("A bicycle, painted red."),
                IMAGE,
                ImageContent.from("aW52ZW50ZWQ=", "image/png"),
                VideoContent.from(URI.create("https://videos.example.com/ride.mp4")));

        JsonNode sent = sent(wire, call);

        assertThat(sent).isEqualTo(Golden.json("request-images.json"));
    }

    @Test
    void an_image_as_query_is_an_object_and_so_are_the_documents() {
        RerankCall call = call(QWEN_VL, IMAGE, TextContent.from("A bicycle, painted red."));

        JsonNode sent = sent(wire, call);

        assertThat(sent).isEqualTo(Golden.json("request-image-query.json"));
    }

    @Test
    void texts_alone_stand_bare_for_a_vision_model_too() {
        JsonNode sent = sent(wire, call(QWEN_VL, null, QUERY, DOCUMENT));

        assertThat(sent.get("query").textValue()).isEqualTo(QUERY);
        assertThat(sent.get("documents").get(0).textValue()).isEqualTo(DOCUMENT);
    }

    @Test
    void an_image_without_its_media_type_is_refused() {
        RerankCall call = call(
                QWEN_VL,
                TextContent.from(QUERY),
                ImageContent.from(Image.builder().base64Data("aW52ZW50ZWQ=").build()));

        assertThatThrownBy(() -> wire.encode(call)).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void sound_is_refused() {
        RerankCall call = call(QWEN_VL, TextContent.from(QUERY), AudioContent.from("https://sounds.example.com/a.mp3"));

        assertThatThrownBy(() -> wire.encode(call)).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void a_model_that_is_listwise_under_another_roof_is_listwise_here() {
        for (boolean relay : new boolean[] {false, true}) {
            SiliconFlowWire wire = new SiliconFlowWire(relay, null, null);

            assertThat(wire.traits("jinaai/jina-reranker-v3").listwise()).isTrue();
            assertThat(wire.traits(BGE).listwise()).isFalse();
        }
    }

    @Test
    void only_the_vision_model_ranks_images_and_videos() {
        assertThat(wire.traits(QWEN_VL).kinds())
                .containsExactlyInAnyOrder(ContentType.TEXT, ContentType.IMAGE, ContentType.VIDEO);
        assertThat(wire.traits(QWEN).kinds()).containsExactly(ContentType.TEXT);
        assertThat(wire.traits(BGE).kinds()).containsExactly(ContentType.TEXT);
        assertThat(wire.traits("somebody/new-reranker").kinds()).containsExactly(ContentType.TEXT);
        assertThat(wire.traits(null).kinds()).containsExactly(ContentType.TEXT);
    }

    @Test
    void scores_are_probabilities_and_a_call_may_be_split_without_a_limit_of_documents() {
        ModelTraits traits = wire.traits(BGE);

        assertThat(traits.scale()).isEqualTo(ScoreScale.PROBABILITY);
        assertThat(traits.listwise()).isFalse();
        assertThat(traits.blankDocuments()).isTrue();
        assertThat(traits.maxDocuments()).isEqualTo(Integer.MAX_VALUE);
        assertThat(traits.maxCharacters()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void nobody_knows_the_scale_of_a_relay() {
        assertThat(relay.traits(BGE).scale()).isEqualTo(ScoreScale.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {BGE, "Pro/" + BGE, BCE})
    void an_instruction_for_a_model_that_takes_none_is_refused(String model) {
        RerankCall call = call(model, INSTRUCTION, QUERY, DOCUMENT);

        assertThatThrownBy(() -> wire.encode(call))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining(model + " takes no instruction")
                .hasMessageContaining("build another model")
                .hasMessageNotContaining(INSTRUCTION);
    }

    @ParameterizedTest
    @CsvSource({"64,", ",40", "64,40"})
    void chunking_for_a_qwen3_model_is_refused(@Nullable Integer maxChunks, @Nullable Integer overlap) {
        SiliconFlowWire chunking = new SiliconFlowWire(false, maxChunks, overlap);
        RerankCall call = call(QWEN, null, QUERY, DOCUMENT);

        assertThatThrownBy(() -> chunking.encode(call))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("does not cut documents")
                .hasMessageContaining("maxChunksPerDoc");
    }

    @Test
    void a_relay_passes_every_option_on_because_its_models_are_unknown() {
        SiliconFlowWire chunking = new SiliconFlowWire(true, 8, 80);

        assertThat(sent(chunking, call(QWEN, null, QUERY, DOCUMENT)).has("max_chunk_per_doc"))
                .isTrue();
        assertThat(sent(chunking, call(BGE, INSTRUCTION, QUERY, DOCUMENT)).has("instruct"))
                .isTrue();
    }

    @Test
    void free_entries_are_refused_instead_of_dropped() {
        RerankCall input =
                new RerankCall(TextContent.from(QUERY), texts(DOCUMENT), BGE, null, Map.of("lang", "en"), Map.of());
        RerankCall parameters =
                new RerankCall(TextContent.from(QUERY), texts(DOCUMENT), BGE, null, Map.of(), Map.of("top_n", 1));

        assertThatThrownBy(() -> wire.encode(input))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("GenericScoringModel");
        assertThatThrownBy(() -> relay.encode(parameters)).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void a_blank_instruction_is_refused() {
        RerankCall call = call(QWEN, " ", QUERY, DOCUMENT);

        assertThatThrownBy(() -> wire.encode(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("instruction is blank");
    }

    @Test
    void a_reply_becomes_results_with_index_and_score_usage_and_id() {
        Scored scored = scored(wire, Golden.text("reply.json"));

        assertThat(scored.hits()).hasSize(3);
        assertThat(scored.indexName()).isEqualTo("index");
        assertThat(scored.scoreNames()).containsExactly("relevance_score");
        assertThat(scored.usage()).isEqualTo(new TokenUsage(54, 0, 54));
        assertThat(scored.requestId()).isEqualTo("0192f3a7c1d24e5b9f00aa11bb22cc33");
        assertThat(scored.modelName()).isNull();
    }

    @Test
    void usage_is_found_where_the_reference_documents_it_too() {
        Scored scored = scored(wire, Golden.text("reply-as-documented.json"));

        assertThat(scored.usage()).isEqualTo(new TokenUsage(31, 1, 32));
    }

    @Test
    void a_relays_usage_is_found_beside_counters_that_stay_zero() {
        Scored scored = scored(relay, Golden.text("relay-reply.json"));

        assertThat(scored.usage()).isEqualTo(new TokenUsage(107, 0, 107));
        assertThat(scored.requestId()).isNull();
    }

    @Test
    void meta_tokens_win_over_tokens_and_tokens_over_usage() {
        String meta = "\"meta\":{\"tokens\":{\"input_tokens\":1}}";
        String tokens = "\"tokens\":{\"input_tokens\":2}";
        String usage = "\"usage\":{\"prompt_tokens\":3}";

        assertThat(inputTokens("{\"results\":[]," + usage + "," + tokens + "," + meta + "}"))
                .isEqualTo(1);
        assertThat(inputTokens("{\"results\":[]," + usage + "," + tokens + ",\"meta\":{\"billed_units\":{}}}"))
                .isEqualTo(2);
        assertThat(inputTokens("{\"results\":[]," + usage + "}")).isEqualTo(3);
        assertThat(scored(wire, "{\"results\":[]}").usage()).isNull();
    }

    @Test
    void the_trace_id_wins_over_the_id_in_the_body() {
        Scored scored = (Scored) wire.decode(
                Golden.reply(200, Golden.text("reply.json"), Map.of("x-siliconcloud-trace-id", "ti_invented")));

        assertThat(scored.requestId()).isEqualTo("ti_invented");
    }

    @Test
    void a_relays_request_id_is_kept() {
        Scored scored = (Scored) relay.decode(
                Golden.reply(200, Golden.text("relay-reply.json"), Map.of("x-oneapi-request-id", "20260101-invented")));

        assertThat(scored.requestId()).isEqualTo("20260101-invented");
    }

    @Test
    void a_model_that_is_named_in_the_reply_is_kept() {
        assertThat(scored(wire, "{\"model\":\"m\",\"results\":[]}").modelName()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "[]", "{}", "\"fine\"", "{\"results\":{}}", "{\"code\":200}"})
    void a_success_without_results_is_handed_on_as_scores_that_are_none(String body) {
        assertThat(scored(wire, body).hits().isArray()).isFalse();
    }

    @Test
    void a_chat_completion_is_no_ranking() {
        Scored scored = scored(relay, Golden.text("relay-reply-chat-completion.json"));

        assertThat(scored.hits().isMissingNode()).isTrue();
    }

    private static JsonNode sent(SiliconFlowWire wire, RerankCall call) {
        return Json.read(wire.encode(call).body().bytes());
    }

    private static Scored scored(SiliconFlowWire wire, String body) {
        return (Scored) wire.decode(Golden.reply(200, body));
    }

    private int inputTokens(String body) {
        TokenUsage usage = scored(wire, body).usage();
        return usage == null ? -1 : usage.inputTokenCount();
    }

    private static RerankCall call(String model, @Nullable String instruction, String query, String... documents) {
        return new RerankCall(TextContent.from(query), texts(documents), model, instruction, Map.of(), Map.of());
    }

    private static RerankCall call(String model, Content query, Content... documents) {
        return new RerankCall(query, List.of(documents), model, null, Map.of(), Map.of());
    }

    private static List<Content> texts(String... texts) {
        return List.of(texts).stream()
                .map(text -> (Content) TextContent.from(text))
                .toList();
    }
}
