package io.github.rerank4j.springai.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.springai.RerankDocumentPostProcessor;
import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.boot.SpringBootVersion;

/** What the other tests run with. */
class BuiltJarTest {

    @Test
    void the_post_processor_comes_from_its_jar() {
        assertThat(placeOf(RerankDocumentPostProcessor.class))
                .contains("langchain4j-rerank-spring-ai-")
                .endsWith(".jar");
        assertThat(placeOf(RerankScoringModel.class)).endsWith(".jar");
    }

    @Test
    void spring_ai_and_spring_boot_are_of_the_generation_that_is_meant() {
        assertThat(placeOf(DocumentPostProcessor.class))
                .endsWith("spring-ai-rag-" + System.getProperty("spring-ai.version") + ".jar");
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.version"));
    }

    @Test
    void every_property_is_described_in_the_jar() throws IOException {
        JsonNode properties;
        try (JarFile jar = new JarFile(placeOf(RerankDocumentPostProcessor.class))) {
            JarEntry metadata = jar.getJarEntry("META-INF/spring-configuration-metadata.json");
            properties =
                    new ObjectMapper().readTree(jar.getInputStream(metadata)).path("properties");
        }

        assertThat(properties).hasSize(6).allSatisfy(property -> {
            assertThat(property.path("name").textValue()).startsWith("langchain4j.rerank.spring-ai.");
            assertThat(property.path("description").textValue()).endsWith(".");
        });
        assertThat(properties.findValues("defaultValue"))
                .map(JsonNode::asText)
                .containsExactlyInAnyOrder("true", "false", "fail");
    }

    private static String placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
