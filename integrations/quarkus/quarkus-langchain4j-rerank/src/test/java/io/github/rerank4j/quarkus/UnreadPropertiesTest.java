package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.service.RerankProviders;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadPropertiesTest {

    private static final UnreadProperties UNREAD = new UnreadProperties(
            RerankProviders.of(UnreadPropertiesTest.class.getClassLoader()),
            Set.of(NamedConfigUtil.DEFAULT_NAME, "House", "my-model", "cloud", "rerank"),
            Map.of(NamedConfigUtil.DEFAULT_NAME, List.of("my-model", "House"), "cloud", List.of("House", "a.b")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.langchain4j.scoring-model.provider",
                "quarkus.langchain4j.rerank.scoring-model.provider",
                "quarkus.langchain4j.rerank.chat-model.provider",
                "quarkus.langchain4j.rerank.devservices.enabled",
                "quarkus.langchain4j.siliconflow-rerank.scoring-model.provider",
                "quarkus.langchain4j.tencent-rerank.enabled",
                "quarkus.langchain4j.tencent-rerank.rerank.secret-id",
                "quarkus.langchain4j.tencent-rerank.stand-in-key",
                "quarkus.langchain4j.openai.house.api-key",
                "quarkus.langchain4j.rerank.cache.enabled",
                "quarkus.langchain4j.rerank.cache.key-secret",
                "quarkus.langchain4j.tencent-rerank.cache.enabled",
                "quarkus.langchain4j.tencent-rerank.cloud.cache.max-documents",
                "quarkus.langchain4j.rerank.providers.acme.cloud.cache.version",
                "quarkus.langchain4j.rerank.cache.redis-prefix",
                "quarkus.langchain4j.tencent-rerank.cloud.cache.redis-uri",
                "quarkus.langchain4j.rerank.limiter.redis.uri",
                "quarkus.langchain4j.tencent-rerank.limiter.redis.requests-per-second",
                "quarkus.langchain4j.tencent-rerank.cloud.limiter.redis.key",
                "quarkus.langchain4j.rerank.providers.acme.limiter.redis.on-unavailable",
                "quarkus.langchain4j.fallback-rerank.enabled",
                "quarkus.langchain4j.fallback-rerank.members",
                "quarkus.langchain4j.fallback-rerank.members[0]",
                "quarkus.langchain4j.fallback-rerank.cloud.members[12]",
                "quarkus.langchain4j.fallback-rerank.member.House.min-score",
                "quarkus.langchain4j.fallback-rerank.member.\"my-model\".without-threshold",
                "quarkus.langchain4j.fallback-rerank.cloud.hedge-after",
                "quarkus.langchain4j.fallback-rerank.cloud.member.House.within",
                "quarkus.langchain4j.fallback-rerank.\"cloud\".member.\"a.b\".within",
                "quarkus.langchain4j.fallback-rerank.rerank.member.any.within",
            })
    void what_is_read_by_us_or_by_others_is_left_alone(String property) {
        assertThat(UNREAD.in(List.of(property), Set.of(), any -> "")).isEmpty();
    }

    @Test
    void what_no_provider_has_is_told() {
        assertThat(UNREAD.in(
                        List.of(
                                "quarkus.langchain4j.tencent-rerank.api-key",
                                "quarkus.langchain4j.siliconflow-rerank.dialect",
                                "quarkus.langchain4j.generic-rerank.hose.api-key",
                                "quarkus.langchain4j.rerank.devservice.enabled"),
                        Set.of(),
                        any -> ""))
                .hasSize(4);
    }

    @Test
    void a_model_before_its_provider_is_told_the_right_way_round() {
        assertThat(UNREAD.in(List.of("quarkus.langchain4j.\"a.b\".generic-rerank.api-key"), Set.of(), any -> ""))
                .containsExactly("quarkus.langchain4j.\"a.b\".generic-rerank.api-key is not known; write"
                        + " quarkus.langchain4j.generic-rerank.\"a.b\".api-key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout[0] | is not known; did you mean quarkus.langchain4j.fallback-rerank.timeout? Correct its name, or"
                        + " remove it",
                "hedge-afer | is not known; did you mean quarkus.langchain4j.fallback-rerank.hedge-after? Correct its name, or"
                        + " remove it",
                "member.House.min-scor | is not known; did you mean"
                        + " quarkus.langchain4j.fallback-rerank.member.House.min-score? Correct its name, or remove it",
                "cloud.member.\"a.b\".wihtin | is not known; did you mean"
                        + " quarkus.langchain4j.fallback-rerank.cloud.member.\"a.b\".within? Correct its name, or remove it",
                "member.House | is not known; correct its name, or remove it",
                "member.hose.within | is set, but the chain has no member of that name; its members are my-model,"
                        + " House; correct the name, or remove the property",
                "cloud.member.my-model.within | is set, but the chain has no member of that name; its members are"
                        + " House, a.b; correct the name, or remove the property",
                "cloud.limiter.redis.uri | is set, but a chain asks no service itself; set the same for a member, or"
                        + " quarkus.langchain4j.rerank.limiter.redis for all models",
                "member | has entries and no value; set quarkus.langchain4j.fallback-rerank.member.<entry> instead",
            })
    void what_no_chain_or_member_has_is_told(String name, String problem) {
        assertThat(UNREAD.in(List.of("quarkus.langchain4j.fallback-rerank." + name), Set.of(), any -> ""))
                .containsExactly("quarkus.langchain4j.fallback-rerank." + name + " " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "tencent-rerank.cache.time-to-life, tencent-rerank.cache.time-to-live",
        "tencent-rerank.cloud.cache.max-document, tencent-rerank.cloud.cache.max-documents",
        "rerank.cache.enable, rerank.cache.enabled",
        "rerank.cache.redis-url, rerank.cache.redis-uri",
        "rerank.limiter.redis.url, rerank.limiter.redis.uri",
        "tencent-rerank.cloud.limiter.redis.requests-per-minutes, tencent-rerank.cloud.limiter.redis.requests-per-minute",
    })
    void a_misspelt_setting_of_a_cache_is_told_with_the_right_one(String written, String meant) {
        assertThat(UNREAD.in(List.of("quarkus.langchain4j." + written), Set.of(), any -> ""))
                .containsExactly("quarkus.langchain4j." + written + " is not known; did you mean quarkus.langchain4j."
                        + meant + "? Correct its name, or remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache.enabled", "cloud.cache.time-to-live"})
    void a_cache_around_a_chain_is_refused(String name) {
        assertThat(UNREAD.in(List.of("quarkus.langchain4j.fallback-rerank." + name), Set.of(), any -> ""))
                .containsExactly("quarkus.langchain4j.fallback-rerank." + name + " is set, but a cache is around a"
                        + " member of a chain and never around the chain; set the same for a member, or"
                        + " quarkus.langchain4j.rerank.cache.enabled for all models");
    }

    @Test
    void a_chain_before_its_prefix_is_told_the_right_way_round() {
        assertThat(UNREAD.in(List.of("quarkus.langchain4j.cloud.fallback-rerank.members"), Set.of(), any -> ""))
                .containsExactly("quarkus.langchain4j.cloud.fallback-rerank.members is not known; write"
                        + " quarkus.langchain4j.fallback-rerank.cloud.members");
    }

    @Test
    void a_misspelt_switch_of_dev_services_is_told_with_the_right_one() {
        assertThat(UNREAD.in(List.of("quarkus.langchain4j.rerank.devservice.enabled"), Set.of(), any -> ""))
                .containsExactly("quarkus.langchain4j.rerank.devservice.enabled is not known; did you mean"
                        + " quarkus.langchain4j.rerank.devservices.enabled? Correct its name, or remove it");
    }

    @Test
    void what_is_wrong_is_told_with_its_file_and_without_its_value() {
        SmallRyeConfig config = config(
                Map.of(
                        "quarkus.langchain4j.tencent-rerank.secret-kye", "do-not-show-this",
                        "quarkus.langchain4j.cloud.tencent-rerank.secret-id", "do-not-show-this"),
                Map.of());

        assertThat(UNREAD.in(config))
                .containsExactly(
                        "quarkus.langchain4j.tencent-rerank.secret-kye is not known; did you mean"
                                + " quarkus.langchain4j.tencent-rerank.secret-key? Correct its name, or remove it"
                                + " (PropertiesConfigSource[source=file])",
                        "quarkus.langchain4j.cloud.tencent-rerank.secret-id is not known; write"
                                + " quarkus.langchain4j.tencent-rerank.cloud.secret-id"
                                + " (PropertiesConfigSource[source=file])");
    }

    @Test
    void variables_of_the_environment_are_left_alone_whatever_name_is_guessed_for_them() {
        Map<String, String> file = Map.of(
                "quarkus.langchain4j.generic-rerank.House.model-name", "any",
                "quarkus.langchain4j.generic-rerank.\"my-model\".model-name", "any");
        Map<String, String> environment = Map.of(
                "QUARKUS_LANGCHAIN4J_GENERIC_RERANK_HOUSE_API_KEY", "sk-example",
                "QUARKUS_LANGCHAIN4J_GENERIC_RERANK__MY_MODEL__API_KEY", "sk-example",
                "QUARKUS_LANGCHAIN4J_GENERIC_RERANK_HOSE_API_KEY", "sk-example",
                "QUARKUS_LANGCHAIN4J_GENERIC_RERANK_MAX_RETIRES", "1");

        SmallRyeConfig config = config(file, environment);

        assertThat(config.getPropertyNames())
                .as("guessed")
                .contains("quarkus.langchain4j.generic-rerank.house.api-key");
        assertThat(Objects.requireNonNull(config.getConfigMapping(GenericRerankConfig.class)
                                .namedConfig()
                                .get("House"))
                        .apiKey())
                .as("read")
                .hasValue("sk-example");
        assertThat(UNREAD.in(config)).isEmpty();
    }

    @Test
    void a_variable_that_hides_what_a_file_says_is_told() {
        SmallRyeConfig config = config(
                Map.of("quarkus.langchain4j.tencent-rerank.cloud.secret-id", "AKIDexample"),
                Map.of("QUARKUS_LANGCHAIN4J_TENCENT_RERANK__CLOUD__SITE", "china"));

        assertThat(UNREAD.in(config))
                .singleElement()
                .asString()
                .startsWith(
                        "quarkus.langchain4j.tencent-rerank.cloud is written both with and without quotes around the name");
    }

    private static SmallRyeConfig config(Map<String, String> file, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withValidateUnknown(false)
                .withMapping(TencentRerankConfig.class)
                .withMapping(GenericRerankConfig.class)
                .withSources(new PropertiesConfigSource(file, "file", 250))
                .withSources(new EnvConfigSource(new TreeMap<>(environment), 300))
                .build();
    }
}
