package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.generic.RerankDialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetadataTest {

    private final JsonNode metadata = ours();

    @Test
    void each_property_is_described() {
        assertThat(properties())
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
        assertThat(property("langchain4j.rerank.instances", "type").asText())
                .startsWith("java.util.Map<java.lang.String,");
    }

    @Test
    void defaults_are_those_of_the_builders() {
        assertThat(property("langchain4j.rerank.siliconflow.timeout", "defaultValue")
                        .asText())
                .isEqualTo("60s");
        assertThat(property("langchain4j.rerank.tencent.model-name", "defaultValue")
                        .asText())
                .isEqualTo("lke-reranker-base");
        assertThat(property("langchain4j.rerank.generic.max-retries", "defaultValue")
                        .asInt())
                .isEqualTo(2);
        assertThat(property("management.health.rerank.enabled", "defaultValue").asBoolean(true))
                .isFalse();
    }

    @Test
    void all_dialects_are_offered() {
        List<String> offered = new ArrayList<>();
        for (JsonNode hint : metadata.path("hints")) {
            if (hint.path("name").asText().equals("langchain4j.rerank.generic.dialect")) {
                hint.path("values")
                        .forEach(value -> offered.add(value.path("value").asText()));
            }
        }

        assertThat(offered)
                .isEqualTo(RerankDialect.presets().stream()
                        .map(RerankDialect::name)
                        .toList());
    }

    private JsonNode property(String name, String member) {
        JsonNode property = properties().get(name);
        assertThat(property).as(name).isNotNull();
        return property.path(member);
    }

    private Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new TreeMap<>();
        metadata.path("properties")
                .forEach(property -> properties.put(property.path("name").asText(), property));
        return properties;
    }

    private static JsonNode ours() {
        try {
            for (URL file : Collections.list(
                    MetadataTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = file.openStream()) {
                    JsonNode metadata = new ObjectMapper().readTree(json);
                    if (metadata.toString().contains("langchain4j.rerank.tencent")) {
                        return metadata;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the jar has no metadata of our properties");
    }
}
