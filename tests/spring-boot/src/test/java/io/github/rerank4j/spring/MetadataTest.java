package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spring.shared.ObjectProperties;
import io.github.rerank4j.spring.shared.SettingProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

class MetadataTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../../docs/spring-boot.md");

    private final Map<String, JsonNode> properties;

    MetadataTest() throws IOException {
        this.properties = Metadata.properties();
    }

    @Test
    void each_property_is_described() {
        assertThat(properties)
                .hasSizeGreaterThan(70)
                .allSatisfy((name, property) -> assertThat(
                                property.path("description").asText())
                        .as(name)
                        .isNotBlank());
    }

    @Test
    void each_property_has_its_type() {
        assertThat(property("langchain4j.rerank.tencent.timeout", "type").asText())
                .isEqualTo("java.time.Duration");
        assertThat(property("langchain4j.rerank.tencent.site", "type").asText())
                .isEqualTo("io.github.rerank4j.tencent.TencentSite");
        assertThat(property("langchain4j.rerank.generic.dialect", "type").asText())
                .isEqualTo(InstanceProperties.Dialect.class.getName());
        assertThat(property("langchain4j.rerank.instances", "type").asText())
                .isEqualTo("java.util.Map<java.lang.String," + InstanceProperties.class.getName() + ">");
    }

    @Test
    void defaults_are_those_of_the_builders() {
        assertThat(property("langchain4j.rerank.siliconflow.timeout", "defaultValue")
                        .asText())
                .isEqualTo("90s");
        assertThat(property("langchain4j.rerank.tencent.model-name", "defaultValue")
                        .asText())
                .isEqualTo("lke-reranker-base");
        assertThat(property("langchain4j.rerank.generic.max-retries", "defaultValue")
                        .asInt())
                .isEqualTo(2);
        assertThat(property("management.health.rerank.enabled", "defaultValue").asBoolean(true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tencent", "siliconflow", "generic"})
    void a_providers_properties_are_its_settings_in_their_words(String provider) throws IOException {
        String prefix = "langchain4j.rerank." + provider + ".";
        Map<String, List<String>> suggestions = Metadata.suggestions();
        Set<String> names = new TreeSet<>(Set.of(prefix + "enabled"));
        for (List<Setting<?, ?>> meanings : Providers.settings(
                        Application.providers().named(provider).orElseThrow())
                .values()) {
            Setting<?, ?> setting = meanings.get(0);
            String name = prefix + SettingNames.dashed(setting.name());
            names.add(name);
            assertThat(property(name, "type").asText()).as(name).isEqualTo(type(setting));
            assertThat(property(name, "description").asText())
                    .as(name)
                    .startsWith(setting.description().replaceFirst("\\.$", ""))
                    .contains(setting.range().map(range -> "; " + range + ".").orElse(""))
                    .endsWith(" Default: " + setting.defaultText() + ".");
            assertThat(property(name, "defaultValue").asText())
                    .as(name)
                    .isEqualTo(setting.defaultValue()
                            .map(value -> setting.defaultText())
                            .orElse(""));
            assertThat(suggestions.getOrDefault(name, List.of())).as(name).isEqualTo(setting.suggestions());
        }

        assertThat(properties.keySet())
                .filteredOn(name -> name.startsWith(prefix))
                .containsExactlyElementsOf(names);
    }

    @Test
    void the_properties_of_caches_are_their_settings_in_their_words() {
        String prefix = "langchain4j.rerank.cache.";
        Set<String> names = new TreeSet<>(Set.of(prefix + "enabled"));
        Providers.ofCaches().values().stream().map(meanings -> meanings.get(0)).forEach(setting -> {
            String name = prefix + SettingNames.dashed(setting.name());
            names.add(name);
            assertThat(property(name, "type").asText()).as(name).isEqualTo(type(setting));
            assertThat(property(name, "description").asText())
                    .as(name)
                    .startsWith(setting.description().replaceFirst("\\.$", ""))
                    .endsWith(" Default: " + setting.defaultText() + ".");
        });

        assertThat(properties.keySet())
                .filteredOn(name -> name.startsWith(prefix))
                .containsExactlyElementsOf(names);
    }

    @Test
    void the_properties_of_shared_limits_are_their_settings_in_their_words() {
        String prefix = "langchain4j.rerank.limiter.redis.";
        Set<String> names = new TreeSet<>();
        Providers.ofLimits().values().stream().map(meanings -> meanings.get(0)).forEach(setting -> {
            String name = prefix + SettingNames.dashed(setting.name());
            names.add(name);
            assertThat(property(name, "type").asText()).as(name).isEqualTo(type(setting));
            assertThat(property(name, "description").asText())
                    .as(name)
                    .startsWith(setting.description().replaceFirst("\\.$", ""))
                    .contains(setting.range().map(range -> "; " + range + ".").orElse(""))
                    .endsWith(" Default: " + setting.defaultText() + ".");
        });

        assertThat(properties.keySet())
                .filteredOn(name -> name.startsWith(prefix))
                .containsExactlyElementsOf(names);
    }

    @Test
    void the_aggregators_properties_are_those_that_are_bound() {
        assertThat(ObjectProperties.types(AggregatorProperties.class))
                .allSatisfy((name, type) -> assertThat(property("langchain4j.rerank.aggregator." + name, "type")
                                .asText())
                        .isEqualTo(ClassUtils.resolvePrimitiveIfNecessary(type).getName()));
        assertThat(properties.keySet())
                .filteredOn(name -> name.startsWith("langchain4j.rerank.aggregator."))
                .hasSize(ObjectProperties.types(AggregatorProperties.class).size());
    }

    @Test
    void the_page_has_the_properties_of_chains_caches_and_limits() throws IOException {
        Stream<String> ofChains = dashed(
                Providers.settings(Application.providers().named("fallback").orElseThrow()));
        Stream<String> ofMembers = dashed(Providers.ofMembers()).map(name -> "member.house." + name);

        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("| `"))
                .extracting(line -> line.substring(3, line.indexOf('`', 3)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                Stream.of(
                                        "instances.best.",
                                        "langchain4j.rerank.cache.",
                                        "langchain4j.rerank.limiter.redis.",
                                        "enabled"),
                                ofChains,
                                ofMembers,
                                dashed(Providers.ofCaches()),
                                dashed(Providers.ofLimits()))
                        .flatMap(Function.identity())
                        .toList());
    }

    private static Stream<String> dashed(Map<String, List<Setting<?, ?>>> settings) {
        return settings.keySet().stream().map(SettingNames::dashed);
    }

    private static String type(Setting<?, ?> setting) {
        if (setting.form() == Form.ENTRIES) {
            return "java.util.Map<java.lang.String," + setting.type().getName() + ">";
        }
        boolean made = !setting.values().isEmpty() && !setting.type().isEnum();
        return made
                ? String.valueOf(BeanUtils.findPropertyType(setting.name(), InstanceProperties.class)
                        .getName())
                : SettingProperty.type(setting).getName();
    }

    private JsonNode property(String name, String member) {
        JsonNode property = properties.get(name);
        assertThat(property).as(name).isNotNull();
        return property.path(member);
    }
}
