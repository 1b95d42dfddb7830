package io.github.rerank4j.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericBuilderTest {

    private static final String KEY = "key-of-no-account";
    private static final String URL = "http://127.0.0.1:1";

    static List<RerankDialect> hosted() {
        return RerankDialect.presets().stream()
                .filter(preset -> preset.baseUrl().isPresent())
                .toList();
    }

    static List<RerankDialect> selfHosted() {
        return RerankDialect.presets().stream()
                .filter(preset -> preset.baseUrl().isEmpty())
                .toList();
    }

    @Test
    void the_default_dialect_is_the_envelope() {
        try (GenericScoringModel model = builder().build()) {
            assertThat(model.toString()).contains("provider=envelope", "modelName=m", "baseUrl=" + URL);
        }
    }

    @Test
    void a_forgotten_dialect_is_told_where_a_setting_is_missing_for_the_default_one() {
        refused(GenericScoringModel.builder().modelName("m").apiKey(KEY))
                .hasMessageStartingWith("baseUrl is missing, and so is the dialect; set dialect(...) to the one the"
                        + " server speaks: cohere-v1, cohere-v2, jina, ")
                .hasMessageEndingWith("; with the default, envelope, set baseUrl");
        refused(GenericScoringModel.builder().baseUrl(URL))
                .hasMessageStartingWith("modelName is missing, and so is the dialect; set dialect(...) to")
                .hasMessageContaining("vllm")
                .hasMessageEndingWith("envelope, set modelName");
        refused(builder().instruction("be strict"))
                .hasMessageStartingWith("instruction is set, but the default dialect has none; set dialect(...)")
                .hasMessageContaining("sglang");
    }

    @Test
    void a_chosen_dialect_is_told_by_its_name_alone() {
        refused(GenericScoringModel.builder().dialect(RerankDialect.ENVELOPE).modelName("m"))
                .hasMessageStartingWith("baseUrl is missing; the dialect envelope is spoken by")
                .hasMessageNotContaining("cohere");
        refused(builder().dialect(RerankDialect.ENVELOPE).instruction("be strict"))
                .hasMessageContaining("the dialect envelope has none")
                .hasMessageNotContaining("cohere");
    }

    @ParameterizedTest
    @MethodSource("hosted")
    void a_hosted_service_needs_a_key_and_no_address(RerankDialect dialect) {
        try (GenericScoringModel model = GenericScoringModel.builder()
                .dialect(dialect)
                .modelName("m")
                .apiKey(KEY)
                .build()) {
            assertThat(model.toString()).contains(dialect.baseUrl().orElseThrow());
        }
        refused(GenericScoringModel.builder().dialect(dialect).modelName("m"))
                .hasMessageContaining("apiKey is missing")
                .hasMessageContaining("baseUrl");
    }

    @ParameterizedTest
    @MethodSource("hosted")
    void a_copy_of_a_hosted_service_needs_no_key(RerankDialect dialect) {
        GenericScoringModel.Builder builder =
                GenericScoringModel.builder().dialect(dialect).modelName("m").baseUrl(URL);

        try (GenericScoringModel model = builder.build()) {
            assertThat(model.toString()).contains(URL);
        }
    }

    @ParameterizedTest
    @MethodSource("selfHosted")
    void a_server_of_ones_own_needs_an_address(RerankDialect dialect) {
        refused(GenericScoringModel.builder().dialect(dialect).modelName("m").apiKey(KEY))
                .hasMessageContaining("baseUrl is missing")
                .hasMessageContaining(dialect.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "envelope",
                "cohere-v2",
                "jina",
                "voyage",
                "xinference",
                "localai",
                "litellm",
                "dashscope",
                "dashscope-compatible",
                "nvidia-nim",
                "mixedbread",
                "pinecone",
                "together",
                "openrouter",
                "qianfan",
                "zhipu",
                "deepinfra",
                "new-api"
            })
    void a_model_must_be_named(String dialect) {
        refused(GenericScoringModel.builder()
                        .dialect(RerankDialect.named(dialect))
                        .baseUrl(URL))
                .hasMessageContaining("modelName is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cohere-v1", "vllm", "sglang", "tei", "infinity", "llama-cpp"})
    void a_model_need_not_be_named(String dialect) {
        GenericScoringModel.Builder builder = GenericScoringModel.builder()
                .dialect(RerankDialect.named(dialect))
                .baseUrl(URL);

        try (GenericScoringModel model = builder.build()) {
            assertThat(model.toString()).doesNotContain("modelName", "null");
        }
    }

    @Test
    void a_server_that_takes_no_name_refuses_one() {
        refused(builder().dialect(RerankDialect.TEI))
                .hasMessageContaining("modelName is set")
                .hasMessageContaining("leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../b", "..", "a%2fb", "a?b"})
    void a_model_name_that_leads_elsewhere_is_refused(String modelName) {
        refused(builder().dialect(RerankDialect.DEEPINFRA).modelName(modelName))
                .hasMessageContaining("another address");
    }

    @Test
    void an_instruction_nobody_reads_is_refused() {
        refused(builder().dialect(RerankDialect.COHERE_V2).instruction("be strict"))
                .hasMessageContaining("instruction is set")
                .hasMessageContaining("toBuilder().instruction(...)");
    }

    @Test
    void a_blank_instruction_is_refused() {
        refused(builder().dialect(RerankDialect.SGLANG).instruction(" ")).hasMessageContaining("instruction is blank");
    }

    @Test
    void entries_nobody_reads_are_refused() {
        refused(builder().dialect(RerankDialect.JINA).input(Map.of("fps", 1)))
                .hasMessageContaining("jina has no \"input\" object")
                .hasMessageContaining("bodyField");
        refused(builder().dialect(RerankDialect.JINA).parameters(Map.of("fps", 1)))
                .hasMessageContaining("jina has no \"parameters\" object");
    }

    @Test
    void entries_the_model_writes_itself_are_refused() {
        refused(builder().input(Map.of("documents", List.of()))).hasMessageContaining("input holds \"documents\"");
        refused(builder().parameters(Map.of("top_n", 3))).hasMessageContaining("parameters holds \"top_n\"");
    }

    @Test
    void entries_that_are_no_json_are_refused() {
        refused(builder().parameters(Map.of("when", Instant.EPOCH))).hasMessageContaining("cannot be written as JSON");
    }

    @Test
    void the_last_of_each_setting_counts() {
        GenericScoringModel.Builder builder = builder()
                .dialect(RerankDialect.TEI)
                .dialect(RerankDialect.SGLANG)
                .apiKey("${NO_SUCH_KEY}")
                .apiKey(() -> KEY)
                .apiKey(KEY)
                .instruction(" ")
                .instruction("be strict")
                .customHeaders(Map.of("X-Invented", "\n"))
                .customHeaders(() -> Map.of("X-Invented", "2"))
                .customHeaders(Map.of("X-Invented", "3"));

        try (GenericScoringModel model = builder.build()) {
            assertThat(model.toString()).contains("provider=sglang");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"${RERANK_API_KEY}", "#{RERANK_API_KEY}", "$RERANK_API_KEY", "{{RERANK_API_KEY}}"})
    void a_placeholder_in_the_place_of_the_key_is_refused_by_its_name(String placeholder) {
        refused(builder().apiKey(placeholder)).hasMessageContaining("apiKey is the placeholder " + placeholder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n"})
    void a_blank_key_is_refused(String key) {
        refused(builder().apiKey(key)).hasMessageContaining("apiKey is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret key", "secret\n", "sécret", "secret\u0000"})
    void a_key_that_cannot_be_sent_is_refused_without_showing_it(String key) {
        refused(builder().apiKey(key)).hasMessageContaining("apiKey").hasMessageNotContaining("cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-cpp", "sglang", "xinference", "localai", "litellm", "new-api", "openrouter"})
    void probabilities_need_a_known_scale(String name) {
        RerankDialect unknown = RerankDialect.named(name);

        refused(builder().dialect(unknown).scores(ScoreOutput.PROBABILITY)).hasMessageContaining("scoreScale");
        RerankDialect known = unknown.toBuilder().scoreScale(ScoreScale.LOGIT).build();
        builder().dialect(known).scores(ScoreOutput.PROBABILITY).build().close();
    }

    @Test
    @SuppressWarnings("NullAway") // callers that are not checked for null
    void a_setting_that_is_null_is_refused_with_the_way_out() {
        assertThatThrownBy(() -> builder().dialect(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dialect is null")
                .hasMessageContaining("RerankDialect.named(...)")
                .hasMessageContaining("ENVELOPE");
        assertThatThrownBy(() -> builder().input(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("input is null")
                .hasMessageContaining("leave it out");
        assertThatThrownBy(() -> builder().parameters(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameters is null")
                .hasMessageContaining("leave it out");
    }

    private static GenericScoringModel.Builder builder() {
        return GenericScoringModel.builder().baseUrl(URL).modelName("m");
    }

    private static AbstractThrowableAssert<?, ?> refused(GenericScoringModel.Builder builder) {
        return assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }
}
