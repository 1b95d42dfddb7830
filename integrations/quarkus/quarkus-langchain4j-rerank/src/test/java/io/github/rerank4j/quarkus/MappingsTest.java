package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the interfaces that document services in Quarkus' way have what the services' providers have. */
class MappingsTest {

    private static final Map<String, Class<?>> MAPPINGS = Map.of(
            "tencent", TencentRerankConfig.Model.class,
            "siliconflow", SiliconFlowRerankConfig.Model.class,
            "generic", GenericRerankConfig.Model.class);

    private static final RerankProviders PROVIDERS = RerankProviders.of(MappingsTest.class.getClassLoader());

    @ParameterizedTest
    @ValueSource(strings = {"tencent", "siliconflow", "generic"})
    void a_mapping_has_each_setting_of_its_provider_as_what_it_is(String id) {
        Map<String, String> expected = types(PROVIDERS.named(id).settings());
        expected.put(ConfiguredModel.STAND_IN_KEY, "java.util.Optional<java.lang.String>");
        expected.put(ConfiguredCache.CACHE, RerankModelConfig.Cache.class.getName());
        expected.put("limiter", RerankModelConfig.Limiter.class.getName());

        assertThat(methods(MAPPINGS.getOrDefault(id, Object.class))).isEqualTo(expected);
        assertThat(ProviderNames.root(id)).isEqualTo("quarkus.langchain4j." + id + "-rerank");
    }

    @Test
    void a_provider_without_one_stands_with_the_others() {
        assertThat(PROVIDERS.all())
                .allSatisfy(provider -> assertThat(ProviderNames.isMapped(provider.id()))
                        .isEqualTo(MAPPINGS.containsKey(provider.id())));
        assertThat(ProviderNames.root("acme")).isEqualTo("quarkus.langchain4j.rerank.providers.acme");
        assertThat(ProviderNames.name("acme")).isEqualTo("acme-rerank");
    }

    @Test
    void the_mapping_of_chains_has_each_of_their_settings_and_the_members() {
        Map<String, String> expected = types(FallbackScoringModel.settings());
        expected.put(ConfiguredChain.MEMBERS, "java.util.Optional<java.util.List<java.lang.String>>");
        expected.put(
                ConfiguredChain.MEMBER,
                "java.util.Map<java.lang.String, " + FallbackRerankConfig.Member.class.getName() + ">");

        assertThat(methods(FallbackRerankConfig.Chain.class)).isEqualTo(expected);
        assertThat(methods(FallbackRerankConfig.Member.class)).isEqualTo(types(FallbackScoringModel.memberSettings()));
        assertThat(ProviderNames.root(ProviderNames.FALLBACK)).isEqualTo(FallbackRerankConfig.PREFIX);
    }

    @Test
    void the_mappings_of_caches_have_each_of_their_settings() {
        assertThat(methods(RerankModelConfig.Cache.class))
                .isEqualTo(methods(RerankCacheConfig.class))
                .isEqualTo(types(ConfiguredCache.settings()));
    }

    @Test
    void the_mappings_of_shared_limits_have_each_of_their_settings() {
        assertThat(methods(RerankModelConfig.Redis.class))
                .isEqualTo(methods(RerankLimiterConfig.class))
                .isEqualTo(types(ConfiguredLimit.settings()));
        assertThat(methods(RerankModelConfig.Limiter.class))
                .containsExactly(Map.entry("redis", RerankModelConfig.Redis.class.getName()));
    }

    private static Map<String, String> types(List<? extends Setting<?, ?>> settings) {
        return settings.stream()
                .filter(setting -> setting.form() != Form.OBJECT)
                .collect(Collectors.toMap(Setting::name, MappingsTest::type, (one, other) -> one, TreeMap::new));
    }

    private static Map<String, String> methods(Class<?> mapping) {
        return Arrays.stream(mapping.getMethods())
                .collect(Collectors.toMap(
                        Method::getName,
                        method -> method.getGenericReturnType().getTypeName(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** In mappings, providers' own types are texts. */
    private static String type(Setting<?, ?> setting) {
        if (setting.form() == Form.ENTRIES) {
            return "java.util.Map<java.lang.String, java.lang.String>";
        }
        Class<?> type = setting.form() == Form.SCALAR ? setting.type() : String.class;
        return switch (type.getSimpleName()) {
            case "Integer" -> "java.util.OptionalInt";
            case "Double" -> "java.util.OptionalDouble";
            default ->
                "java.util.Optional<"
                        + (type.getName().matches("io\\.github\\.rerank4j\\.\\w+\\..*") ? String.class : type).getName()
                        + '>';
        };
    }
}
