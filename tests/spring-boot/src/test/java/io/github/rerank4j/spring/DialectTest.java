package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.generic.RerankDialect;
import io.github.rerank4j.spi.RerankProvider;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialectTest {

    @Test
    void there_is_one_for_each_preset_and_no_other() {
        assertThat(InstanceProperties.Dialect.values())
                .extracting(dialect -> RerankDialect.named(dialect.name()))
                .containsExactlyElementsOf(RerankDialect.presets());
    }

    static Stream<String> spellings() {
        return RerankDialect.presets().stream()
                .map(RerankDialect::name)
                .flatMap(name -> Stream.of(name, name.replace('-', '_'))
                        .flatMap(spelt -> Stream.of(spelt, spelt.toUpperCase(Locale.ROOT))))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void the_name_of_a_preset_is_taken_in_each_spelling(String spelling) {
        RerankDialect preset = RerankDialect.named(spelling);
        String name = "langchain4j.rerank.instances.faq";
        BoundProperties properties =
                Application.bound(Map.of("langchain4j.rerank.generic.dialect", spelling, name + ".dialect", spelling));

        RerankProvider<?> generic = Application.providers().named("generic").orElseThrow();

        assertThat(dialect(properties.of(generic, "langchain4j.rerank.generic")))
                .isSameAs(preset);
        assertThat(dialect(properties.ofInstance(name))).isSameAs(preset);
    }

    private static RerankDialect dialect(Map<String, Object> bound) {
        return RerankDialect.named(String.valueOf(bound.get("dialect")));
    }
}
