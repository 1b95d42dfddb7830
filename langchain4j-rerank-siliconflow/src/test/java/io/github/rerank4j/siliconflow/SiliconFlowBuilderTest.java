package io.github.rerank4j.siliconflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.AuthenticationException;
import io.github.rerank4j.ScoreOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiliconFlowBuilderTest {

    private static final String KEY = "sk-invented-key";
    private static final String BGE = "BAAI/bge-reranker-v2-m3";
    private static final String BCE = "netease-youdao/bce-reranker-base_v1";
    private static final String QWEN = "Qwen/Qwen3-Reranker-4B";
    private static final String QWEN_VL = "Qwen/Qwen3-VL-Reranker-8B";

    @Test
    void china_is_the_default_site() {
        try (SiliconFlowScoringModel model = complete(BGE).build()) {
            assertThat(model.toString()).contains("https://api.siliconflow.cn").contains(BGE);
        }
    }

    @Test
    void the_international_site_has_an_address_of_its_own() {
        try (SiliconFlowScoringModel model =
                complete(QWEN).site(SiliconFlowSite.INTERNATIONAL).build()) {
            assertThat(model.toString()).contains("https://api.siliconflow.com");
        }
    }

    @Test
    void a_base_url_wins_over_the_site() {
        try (SiliconFlowScoringModel model = complete(BGE)
                .site(SiliconFlowSite.CHINA)
                .baseUrl("https://gateway.example.com")
                .build()) {
            assertThat(model.toString()).contains("https://gateway.example.com").doesNotContain("siliconflow.cn");
        }
    }

    @Test
    void the_async_face_is_there_where_langchain4j_has_one() {
        try (SiliconFlowScoringModel model = complete(BGE).build()) {
            assertThat(model).isInstanceOf(AsyncSiliconFlowScoringModel.class);
        }
    }

    @Test
    void no_to_string_shows_the_key() {
        try (SiliconFlowScoringModel model = complete(BGE).build()) {
            assertThat(model.toString()).doesNotContain(KEY);
        }
    }

    @ParameterizedTest
    @EnumSource(SiliconFlowSite.class)
    void a_missing_model_is_refused_with_the_models_of_the_site(SiliconFlowSite site) {
        SiliconFlowScoringModel.Builder builder =
                SiliconFlowScoringModel.builder().apiKey(KEY).site(site);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("modelName is missing")
                .withMessageContaining(site.models());
    }

    @Test
    void a_missing_model_of_a_relay_is_refused_without_naming_siliconflows() {
        SiliconFlowScoringModel.Builder builder =
                SiliconFlowScoringModel.builder().apiKey(KEY).relay(true).baseUrl("https://relay.example.com");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("modelName is missing")
                .withMessageNotContaining("BAAI");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    @SuppressWarnings("NullAway") // what System.getenv returns where nothing is set
    void a_missing_key_is_refused(String key) {
        SiliconFlowScoringModel.Builder builder =
                SiliconFlowScoringModel.builder().modelName(BGE).apiKey(key);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("apiKey is missing");
    }

    @Test
    void a_key_that_was_never_set_is_refused() {
        SiliconFlowScoringModel.Builder builder =
                SiliconFlowScoringModel.builder().modelName(BGE);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("apiKey is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-invented\n", "sk-inv\rented", "sk-invénted", "sk-\u007f"})
    void a_key_that_no_header_can_carry_is_refused_without_showing_it(String key) {
        SiliconFlowScoringModel.Builder builder =
                SiliconFlowScoringModel.builder().modelName(BGE).apiKey(key);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("apiKey holds")
                .withMessageNotContaining("sk-");
    }

    @Test
    void a_key_behind_its_scheme_is_refused_without_showing_it() {
        SiliconFlowScoringModel.Builder builder = complete(BGE).apiKey("Bearer " + KEY);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("without \"Bearer\"")
                .withMessageNotContaining(KEY);
    }

    @Test
    void the_last_of_each_setting_counts() {
        SiliconFlowScoringModel.Builder builder = complete(BGE)
                .apiKey("${NO_SUCH_KEY}")
                .apiKey(() -> KEY)
                .apiKey(KEY)
                .site(SiliconFlowSite.INTERNATIONAL)
                .site(SiliconFlowSite.CHINA);

        try (SiliconFlowScoringModel model = builder.build()) {
            assertThat(model.toString()).contains("https://api.siliconflow.cn");
        }
    }

    @Test
    void a_placeholder_in_the_place_of_the_key_is_refused_by_its_name() {
        SiliconFlowScoringModel.Builder builder = complete(BGE).apiKey("${SILICONFLOW_API_KEY}");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("apiKey is the placeholder ${SILICONFLOW_API_KEY}")
                .withMessageContaining("System.getenv");
    }

    @Test
    void a_supplier_of_a_placeholder_fails_the_attempt_before_anything_is_sent() {
        try (SiliconFlowScoringModel model =
                complete(BGE).apiKey(() -> "<your key>").build()) {
            assertThatThrownBy(() -> model.score("text", "query"))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("apiKey")
                    .hasMessageContaining("example");
        }
    }

    @Test
    void a_relay_without_its_address_is_refused() {
        SiliconFlowScoringModel.Builder builder = complete("qwen3-rerank").relay(true);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("relay(true)")
                .withMessageContaining("baseUrl");
    }

    @Test
    void a_relay_at_a_site_is_refused() {
        SiliconFlowScoringModel.Builder builder = complete("qwen3-rerank")
                .relay(true)
                .baseUrl("https://relay.example.com")
                .site(SiliconFlowSite.CHINA);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("leave site out");
    }

    @ParameterizedTest
    @ValueSource(strings = {BGE, "Pro/" + BGE, BCE})
    void an_instruction_for_a_model_that_takes_none_is_refused(String modelName) {
        SiliconFlowScoringModel.Builder builder = complete(modelName).instruction("Rank by relevance.");

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining(modelName + " takes no instruction")
                .withMessageContaining("Qwen/Qwen3-Reranker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Qwen/Qwen3-Reranker-0.6B", QWEN, "Qwen/Qwen3-Reranker-8B", QWEN_VL})
    void chunking_for_a_model_that_does_none_is_refused(String modelName) {
        SiliconFlowScoringModel.Builder chunks = complete(modelName).maxChunksPerDoc(8);
        SiliconFlowScoringModel.Builder overlap = complete(modelName).overlapTokens(8);

        assertThatIllegalArgumentException()
                .isThrownBy(chunks::build)
                .withMessageContaining(modelName + " does not cut documents")
                .withMessageContaining("bge or bce");
        assertThatIllegalArgumentException().isThrownBy(overlap::build).withMessageContaining("overlapTokens");
    }

    @Test
    void options_are_taken_for_models_that_know_them_and_for_unknown_ones() {
        complete(BGE).maxChunksPerDoc(1).overlapTokens(0).build().close();
        complete(BCE).maxChunksPerDoc(1024).overlapTokens(80).build().close();
        complete(QWEN).instruction("Rank by relevance.").build().close();
        complete("somebody/new-reranker")
                .instruction("Rank by relevance.")
                .maxChunksPerDoc(8)
                .overlapTokens(8)
                .build()
                .close();
        complete(BGE)
                .relay(true)
                .baseUrl("https://relay.example.com")
                .instruction("Rank by relevance.")
                .build()
                .close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void less_than_one_chunk_is_refused(int chunks) {
        SiliconFlowScoringModel.Builder builder = complete(BGE).maxChunksPerDoc(chunks);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("maxChunksPerDoc is " + chunks + ", but must be at least 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 81})
    void an_overlap_outside_0_to_80_is_refused(int overlap) {
        SiliconFlowScoringModel.Builder builder = complete(BGE).overlapTokens(overlap);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("overlapTokens is " + overlap + ", but must be from 0 to 80");
    }

    @Test
    void a_blank_instruction_is_refused() {
        SiliconFlowScoringModel.Builder builder = complete(QWEN).instruction(" ");

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("instruction is blank");
    }

    @Test
    void probabilities_are_to_be_had_from_siliconflow_and_not_from_a_relay() {
        complete(BGE).scores(ScoreOutput.PROBABILITY).build().close();

        SiliconFlowScoringModel.Builder relayed =
                complete(BGE).relay(true).baseUrl("https://relay.example.com").scores(ScoreOutput.PROBABILITY);

        assertThatIllegalArgumentException().isThrownBy(relayed::build).withMessageContaining("scores(RAW)");
    }

    private static SiliconFlowScoringModel.Builder complete(String modelName) {
        return SiliconFlowScoringModel.builder().apiKey(KEY).modelName(modelName);
    }
}
