package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.acme.AcmeScoringModel;
import io.github.rerank4j.service.RerankProviders;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that has no mapping of its own. */
class UnmappedProviderTest {

    private static final String PREFIX = "quarkus.langchain4j.rerank.providers.acme.";
    private static final String DEFAULT = NamedConfigUtil.DEFAULT_NAME;
    private static final RerankProviders PROVIDERS = RerankProviders.of(UnmappedProviderTest.class.getClassLoader());
    private static final UnreadProperties UNREAD = new UnreadProperties(PROVIDERS, Set.of(DEFAULT, "house"), Map.of());

    @Test
    void its_settings_are_known_whatever_they_are() {
        assertThatCode(() -> config(Map.of(
                                PREFIX + "api-key", "sk-example",
                                PREFIX + "enabled", "true",
                                PREFIX + "house.api-key", "sk-example",
                                PREFIX + "\"a.b\".api-key", "sk-example",
                                PREFIX + "house.custom-headers.X-Team", "search",
                                PREFIX + "house.custom-headers.\"X.Team\"", "search"))
                        .getConfigMapping(RerankProvidersConfig.class))
                .doesNotThrowAnyException();
    }

    @Test
    void its_models_have_what_is_configured() {
        Map<String, String> settings = Map.of(
                PREFIX + "api-key", "sk-example",
                PREFIX + "house.api-key", "sk-example",
                PREFIX + "house.model-name", "acme-rank-house",
                PREFIX + "house.base-url", "http://127.0.0.1:9",
                PREFIX + "house.custom-headers.X-Team", "search");

        try (Reranker model = build(DEFAULT, settings);
                Reranker house = build("house", settings)) {
            assertThat(model)
                    .isInstanceOf(AcmeScoringModel.class)
                    .hasToString("AcmeScoringModel[provider=acme, modelName=acme-rank-1,"
                            + " baseUrl=https://api.acme.example]");
            assertThat(house)
                    .hasToString("AcmeScoringModel[provider=acme, modelName=acme-rank-house,"
                            + " baseUrl=http://127.0.0.1:9]");
        }
    }

    @Test
    void the_environment_is_read_by_the_names_of_settings() {
        SmallRyeConfig config = builder()
                .withSources(new EnvConfigSource(
                        new TreeMap<>(Map.of(
                                "QUARKUS_LANGCHAIN4J_RERANK_PROVIDERS_ACME_API_KEY", "sk-example",
                                "QUARKUS_LANGCHAIN4J_RERANK_PROVIDERS_ACME_HOUSE_API_KEY", "sk-example",
                                "QUARKUS_LANGCHAIN4J_RERANK_PROVIDERS_ACME_HOUSE_MODEL_NAME", "acme-rank-house")),
                        300))
                .build();

        try (Reranker model = new ConfiguredModel<>(PROVIDERS.named("acme"), DEFAULT, config).checked(any -> {});
                Reranker house = new ConfiguredModel<>(PROVIDERS.named("acme"), "house", config).checked(any -> {})) {
            assertThat(model).asString().contains("acme-rank-1");
            assertThat(house).asString().contains("acme-rank-house");
        }
        assertThat(UNREAD.in(config)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "effort | 4 | effort is 4, but must be from 1 to 3",
                "effort | much | effort with the config value \"much\"",
                "long-documents | rip | long-documents",
                "scores | percent | scores has no value",
                "timeout | soon | timeout",
                "customers | 1 | api-key is missing",
            })
    void what_is_wrong_is_told_by_its_property(String name, String value, String problem) {
        Map<String, String> settings = new TreeMap<>();
        if (!problem.startsWith("api-key")) {
            settings.put(PREFIX + "api-key", "sk-example");
        }
        settings.put(PREFIX + name, value);

        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> build(DEFAULT, settings))
                .withMessageContaining(PREFIX + problem)
                .satisfies(wrong -> assertThat(wrong.getProblemCount()).isEqualTo(1));
    }

    @Test
    void a_variable_that_nobody_has_set_is_told_with_its_property() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> config(Map.of(PREFIX + "api-key", "${NO_SUCH_VARIABLE}")))
                .withMessageContaining("NO_SUCH_VARIABLE in property " + PREFIX + "api-key");
    }

    @Test
    void the_timeout_of_all_models_is_its_too() {
        Map<String, String> settings = Map.of(
                PREFIX + "api-key",
                "sk-example",
                PREFIX + "attempt-timeout",
                "5s",
                "quarkus.langchain4j.timeout",
                "4s");

        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> build(DEFAULT, settings))
                .withMessageContaining("attempt-timeout (5 s) is above ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api-key", "enabled", "house.effort", "\"house\".effort", "custom-headers.X", "house.proxy"})
    void a_property_of_its_is_left_alone(String name) {
        assertThat(problems(PREFIX + name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acme.efort, quarkus.langchain4j.rerank.providers.acme.effort",
        "acme.house.efort, quarkus.langchain4j.rerank.providers.acme.house.effort",
        "amce.effort, quarkus.langchain4j.rerank.providers.acme.effort",
        "siliconflw.api-key, quarkus.langchain4j.siliconflow-rerank.api-key",
    })
    void a_slip_is_told_with_what_is_meant(String name, String meant) {
        String property = "quarkus.langchain4j.rerank.providers." + name;

        assertThat(problems(property))
                .containsExactly(
                        property + " is not known; did you mean " + meant + "? Correct its name, or remove it");
    }

    @Test
    void a_service_that_has_a_place_of_its_own_is_told_where() {
        assertThat(problems("quarkus.langchain4j.rerank.providers.siliconflow.house.api-key"))
                .containsExactly("quarkus.langchain4j.rerank.providers.siliconflow.house.api-key is not known; write"
                        + " quarkus.langchain4j.siliconflow-rerank.house.api-key");
    }

    private static List<String> problems(String property) {
        return UNREAD.in(List.of(property), Set.of(), any -> "");
    }

    private static Reranker build(String name, Map<String, String> settings) {
        return new ConfiguredModel<>(PROVIDERS.named("acme"), name, config(settings)).checked(any -> {});
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return builder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(RerankProvidersConfig.class);
    }
}
