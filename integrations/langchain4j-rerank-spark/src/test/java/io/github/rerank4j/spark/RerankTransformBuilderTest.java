package io.github.rerank4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.settings.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankTransformBuilderTest {

    private static final String REFERENCE = "${RERANK_TEST_KEY}";

    @Test
    void a_literal_secret_is_refused_and_not_shown() {
        assertThatThrownBy(() -> build(Map.of("provider", "siliconflow", "apiKey", "sk-literal-4711")))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "apiKey may be a secret and is given literally, but settings travel to executors; refer to a"
                                + " variable of the executors' environment, such as ${RERANK_API_KEY}");
        assertThatThrownBy(() -> build(Map.of("provider", "siliconflow", "apiKey", "sk-47" + REFERENCE)))
                .hasMessageContaining("given literally")
                .hasMessageNotContaining("sk-47");
        assertThatThrownBy(() -> build(
                        Map.of("provider", "siliconflow", "apiKey", REFERENCE, "customHeaders.X-Key", "literal-4711")))
                .hasMessageContaining("customHeaders.X-Key may be a secret")
                .hasMessageNotContaining("literal-4711");
        assertThatThrownBy(() -> build(Map.of(
                        "provider", "siliconflow", "apiKey", REFERENCE, "baseUrl", "https://user:pass-4711@localhost")))
                .hasMessage("baseUrl contains user info; remove it, and give the key by its own setting");
    }

    @Test
    void a_secret_may_follow_its_scheme() {
        assertThat(build(Map.of(
                        "provider",
                        "siliconflow",
                        "apiKey",
                        REFERENCE,
                        "customHeaders.Proxy-Authorization",
                        "Basic ${RERANK_TEST_KEY}",
                        "proxy",
                        "${RERANK_TEST_PROXY}")))
                .isNotNull();
    }

    @Test
    void what_is_no_secret_does_not_come_from_the_environment() {
        assertThatThrownBy(() ->
                        build(Map.of("provider", "siliconflow", "apiKey", REFERENCE, "baseUrl", "${RERANK_ADDRESS}")))
                .hasMessage("baseUrl refers to the environment, but is no secret; write its value");
    }

    @Test
    void wrong_settings_are_found_before_anything_runs() {
        assertThatThrownBy(() -> build(Map.of("apiKey", REFERENCE)))
                .hasMessage("provider is missing; add it to the settings, such as siliconflow");
        assertThatThrownBy(() -> build(Map.of("provider", "silicon")))
                .hasMessageStartingWith("provider is \"silicon\", which is not the id of a provider");
        assertThatThrownBy(() -> build(Map.of("provider", "siliconflow", "apiKey", REFERENCE, "modelname", "x")))
                .hasMessageContaining("modelName");
        assertThatThrownBy(() -> build(Map.of("provider", "siliconflow", "apiKey", REFERENCE, "maxRetries", "-1")))
                .hasMessageContaining("maxRetries");
    }

    @Test
    void a_limiter_beside_a_rate_in_the_settings_is_refused() {
        Map<String, String> settings = Map.of("provider", "siliconflow", "apiKey", REFERENCE, "requestsPerSecond", "5");

        assertThatThrownBy(() ->
                        builder(settings).limiter(AccountLimit.perSecond(20)).build())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("requestsPerSecond");
    }

    @Test
    void what_is_missing_or_out_of_range_is_named() {
        Map<String, String> settings = Map.of("provider", "siliconflow", "apiKey", REFERENCE);

        assertThatThrownBy(() -> RerankTransform.builder().build()).hasMessageContaining("the model is missing");
        assertThatThrownBy(() -> RerankTransform.builder().model("m", settings).build())
                .hasMessage("the columns are missing; set them with query(..) and document(..)");
        assertThatThrownBy(() -> builder(settings).requestsInFlight(0).build())
                .hasMessage("requestsInFlight is 0, but must be 1 or more");
        assertThatThrownBy(() -> builder(settings).failuresInARow(-1).build())
                .hasMessage("failuresInARow is -1, but must be 0 or more");
        assertThatThrownBy(() -> builder(settings).partitions(-1).build())
                .hasMessage("partitions is -1, but must be 0 or more");
        assertThatThrownBy(() -> builder(settings).outputs("a", "b", "a", "c").build())
                .hasMessage("two outputs have the same name; give each its own");
    }

    @Test
    void what_travels_to_executors_holds_a_reference_and_no_key() throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("apiKey", REFERENCE));
        ModelPlan plan = new ModelPlan("m", "siliconflow", settings, AccountLimit.perSecond(1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        new ObjectOutputStream(bytes).writeObject(plan);

        assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
                .contains(REFERENCE)
                .doesNotContain(Sparks.KEY);
        assertThat(plan).asString().doesNotContain("RERANK_TEST_KEY");
    }

    @Test
    void a_variable_that_is_not_there_is_named() {
        assertThatThrownBy(() -> SecretReferences.resolved(Map.of("apiKey", REFERENCE), Sparks.EMPTY_ENVIRONMENT))
                .isInstanceOf(SettingException.class)
                .hasMessage("the environment of this executor has no RERANK_TEST_KEY, to which apiKey refers; set it"
                        + " where executors start, for example from a secret of the cluster");
        assertThat(SecretReferences.resolved(Map.of("a", "Bearer " + REFERENCE, "b", "c"), name -> "key"))
                .isEqualTo(Map.of("a", "Bearer key", "b", "c"));
    }

    private static RerankTransform build(Map<String, String> settings) {
        return builder(settings).build();
    }

    private static RerankTransform.Builder builder(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("modelName", "BAAI/bge-reranker-v2-m3");
        return RerankTransform.builder()
                .model("m", all)
                .query("question_id", "question")
                .document("doc_id", "text");
    }
}
