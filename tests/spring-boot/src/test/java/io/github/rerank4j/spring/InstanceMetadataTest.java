package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingNames;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanUtils;

/**
 * What IDEs can tell of the properties under a name of a reranker. Metadata ends at the map of the names; what an IDE
 * shows below that are the types of the fields and their javadoc.
 */
class InstanceMetadataTest {

    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""))
            .resolve(
                    "../../../integrations/langchain4j-rerank-spring-boot-starter/target/generated-sources/metadata/io/github/rerank4j/spring");
    private static final Pattern FIELD =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+private [^;=(]*?(\\w+)(?: = [^;]*)?;", Pattern.DOTALL);

    private final Map<String, String> descriptions = descriptions("InstanceProperties");

    InstanceMetadataTest() throws IOException {}

    @Test
    void each_property_is_described() {
        assertThat(descriptions.keySet())
                .containsExactlyInAnyOrderElementsOf(descriptors(InstanceProperties.class)
                        .map(PropertyDescriptor::getName)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tencent", "siliconflow", "generic"})
    void the_values_are_those_of_each_provider(String provider) {
        assertThat(settings(provider))
                .filteredOn(setting -> !setting.values().isEmpty())
                .hasSizeGreaterThan(2)
                .allSatisfy(setting -> assertThat(
                                names(BeanUtils.findPropertyType(setting.name(), InstanceProperties.class)))
                        .as(setting.name())
                        .containsExactlyInAnyOrderElementsOf(setting.values()));
    }

    @Test
    void the_providers_are_those_that_there_are() {
        assertThat(names(InstanceProperties.Provider.class))
                .isEqualTo(Application.providers().idsOfInstances());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tencent", "siliconflow", "generic"})
    void each_default_is_told(String provider) throws IOException {
        Map<String, String> defaults = defaults(RerankProperties.PREFIX + "." + provider + ".");

        assertThat(defaults)
                .hasSizeGreaterThan(8)
                .allSatisfy((name, value) -> assertThat(descriptions.get(name))
                        .as(name)
                        .containsPattern("Default: .*\\b" + Pattern.quote(value) + "\\b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tencent", "siliconflow", "generic"})
    void each_range_and_sentence_is_told(String provider) {
        assertThat(settings(provider))
                .allSatisfy(setting -> assertThat(descriptions.get(setting.name()))
                        .contains(setting.description().replaceFirst("\\.$", ""))
                        .contains(setting.range().map(range -> "; " + range).orElse("")));
        assertThat(settings(provider))
                .filteredOn(setting -> setting.range().isPresent())
                .hasSizeGreaterThan(8);
    }

    @Test
    void each_setting_of_a_chain_and_of_its_members_is_told() throws IOException {
        Map<String, String> members = descriptions("MemberProperties");

        assertThat(settings("fallback"))
                .allSatisfy(setting -> assertThat(descriptions.get(setting.name()))
                        .contains(setting.description().replaceFirst("\\.$", ""))
                        .contains(setting.range().map(range -> "; " + range).orElse(""))
                        .contains(" Default: " + setting.defaultText()));
        assertThat(members.keySet())
                .containsExactlyInAnyOrderElementsOf(FallbackScoringModel.memberSettings().stream()
                        .map(Setting::name)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(descriptors(MemberProperties.class)
                        .map(PropertyDescriptor::getName)
                        .toList());
        assertThat(FallbackScoringModel.memberSettings())
                .allSatisfy(setting -> assertThat(members.get(setting.name()))
                        .startsWith(setting.description().replaceFirst("\\.$", ""))
                        .endsWith(" Default: " + setting.defaultText() + "."));
        assertThat(descriptors(InstanceProperties.class)
                        .filter(property -> property.getName().equals("member"))
                        .map(property ->
                                property.getReadMethod().getGenericReturnType().getTypeName()))
                .containsExactly("java.util.Map<java.lang.String, " + MemberProperties.class.getName() + ">");
    }

    @Test
    void each_setting_of_a_cache_is_told() throws IOException {
        Map<String, String> ofCaches = descriptions("CacheProperties");

        assertThat(ofCaches.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("enabled"), Providers.ofCaches().keySet().stream())
                                .toList())
                .containsExactlyInAnyOrderElementsOf(descriptors(CacheProperties.class)
                        .map(PropertyDescriptor::getName)
                        .toList());
        assertThat(BeanUtils.findPropertyType("cache", InstanceProperties.class))
                .isEqualTo(CacheProperties.class);
    }

    @Test
    void each_setting_of_a_shared_limit_is_told() throws IOException {
        Map<String, String> ofLimits = descriptions("RedisLimiterProperties");

        assertThat(ofLimits.keySet())
                .containsExactlyInAnyOrderElementsOf(Providers.ofLimits().keySet())
                .containsExactlyInAnyOrderElementsOf(descriptors(RedisLimiterProperties.class)
                        .map(PropertyDescriptor::getName)
                        .toList());
        assertThat(BeanUtils.findPropertyType("limiter", InstanceProperties.class))
                .isEqualTo(LimiterProperties.class);
        assertThat(BeanUtils.findPropertyType("redis", LimiterProperties.class))
                .isEqualTo(RedisLimiterProperties.class);
    }

    private static List<Setting<?, ?>> settings(String provider) {
        return Providers.settings(Application.providers().named(provider).orElseThrow()).values().stream()
                .<Setting<?, ?>>map(meanings -> meanings.get(0))
                .toList();
    }

    private static Stream<PropertyDescriptor> descriptors(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type)).filter(property -> property.getWriteMethod() != null);
    }

    private static List<String> names(Class<?> values) {
        return Stream.of(values.getEnumConstants())
                .map(value -> SettingNames.dashed(((Enum<?>) value).name().replace('_', '-')))
                .toList();
    }

    /** The defaults of a provider's properties by the names of the fields. */
    private static Map<String, String> defaults(String prefix) throws IOException {
        Map<String, String> defaults = new HashMap<>();
        Metadata.properties().forEach((name, property) -> {
            if (name.startsWith(prefix) && property.has("defaultValue")) {
                defaults.put(field(name.substring(prefix.length())), text(property.path("defaultValue")));
            }
        });
        return defaults;
    }

    private static String field(String kebab) {
        return Pattern.compile("-(.)")
                .matcher(kebab)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? String.valueOf(value.asInt()) : value.asText();
    }

    private static Map<String, String> descriptions(String type) throws IOException {
        Map<String, String> descriptions = new HashMap<>();
        Matcher field = FIELD.matcher(Files.readString(SOURCES.resolve(type + ".java")));
        while (field.find()) {
            descriptions.put(field.group(2), field.group(1).strip());
        }
        return descriptions;
    }
}
