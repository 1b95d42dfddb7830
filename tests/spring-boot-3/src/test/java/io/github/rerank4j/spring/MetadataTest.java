package io.github.rerank4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {

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
                .isEqualTo(Dialect.class.getName());
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

    private JsonNode property(String name, String member) {
        JsonNode property = properties.get(name);
        assertThat(property).as(name).isNotNull();
        return property.path(member);
    }
}
