package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.BeanUtils;

/**
 * What IDEs can tell of the properties under a name of a reranker. Metadata ends at the map of the names; what an IDE
 * shows below that are the types of the fields and their javadoc.
 */
class InstanceMetadataTest {

    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""))
            .resolve(
                    "../../integrations/langchain4j-rerank-spring-boot-starter/src/main/java/io/github/rerank4j/spring");
    private static final Pattern FIELD =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+private [^;=(]*?(\\w+)(?: = [^;]*)?;", Pattern.DOTALL);
    private static final Set<Class<?>> WITH_A_RANGE = Set.of(Integer.class, Double.class, Duration.class);

    private final Map<String, String> descriptions = descriptions();

    InstanceMetadataTest() throws IOException {}

    @Test
    void each_property_is_described() {
        assertThat(descriptions.keySet())
                .containsExactlyInAnyOrderElementsOf(descriptors(InstanceProperties.class)
                        .map(PropertyDescriptor::getName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void the_values_are_those_of_each_provider(Provider provider) {
        assertThat(descriptors(provider.properties()))
                .filteredOn(property -> property.getPropertyType().isEnum())
                .hasSizeGreaterThan(2)
                .allSatisfy(property -> assertThat(
                                names(BeanUtils.findPropertyType(property.getName(), InstanceProperties.class)))
                        .as(property.getName())
                        .containsExactlyInAnyOrderElementsOf(names(property.getPropertyType())));
    }

    @ParameterizedTest
    @EnumSource
    void each_default_is_told(Provider provider) throws IOException {
        Map<String, String> defaults = defaults(RerankProperties.PREFIX + "." + provider + ".");

        assertThat(defaults)
                .hasSizeGreaterThan(9)
                .allSatisfy((name, value) -> assertThat(descriptions.get(name))
                        .as(name)
                        .containsPattern("Default: .*\\b" + Pattern.quote(value) + "\\b"));
    }

    @Test
    void each_range_is_told() {
        assertThat(descriptors(InstanceProperties.class))
                .filteredOn(property -> WITH_A_RANGE.contains(property.getPropertyType()))
                .hasSizeGreaterThan(9)
                .extracting(PropertyDescriptor::getName)
                .allSatisfy(name -> assertThat(descriptions.get(name)).containsPattern("; (above|at least|from) \\d"));
    }

    private static Stream<PropertyDescriptor> descriptors(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type)).filter(property -> property.getWriteMethod() != null);
    }

    private static List<String> names(Class<?> values) {
        return Stream.of(values.getEnumConstants())
                .map(value -> ((Enum<?>) value).name())
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

    private static Map<String, String> descriptions() throws IOException {
        Map<String, String> descriptions = new HashMap<>();
        for (Class<?> type : List.of(ModelProperties.class, InstanceProperties.class)) {
            Matcher field = FIELD.matcher(Files.readString(SOURCES.resolve(type.getSimpleName() + ".java")));
            while (field.find()) {
                descriptions.put(field.group(2), field.group(1).replaceAll("[\\s*]+", " "));
            }
        }
        return descriptions;
    }
}
