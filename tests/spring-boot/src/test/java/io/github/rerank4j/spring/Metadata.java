package io.github.rerank4j.spring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the jar tells IDEs of our properties. */
final class Metadata {

    private Metadata() {}

    /** Each property by its name. */
    static Map<String, JsonNode> properties() throws IOException {
        Map<String, JsonNode> properties = new TreeMap<>();
        read().path("properties")
                .forEach(property -> properties.put(property.path("name").asText(), property));
        return properties;
    }

    /** The values that are suggested for a property, by its name. */
    static Map<String, List<String>> suggestions() throws IOException {
        Map<String, List<String>> suggestions = new TreeMap<>();
        read().path("hints")
                .forEach(hint -> suggestions.put(
                        hint.path("name").asText(), hint.path("values").findValuesAsText("value")));
        return suggestions;
    }

    private static JsonNode read() throws IOException {
        for (URL file : Collections.list(
                Metadata.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = file.openStream()) {
                JsonNode metadata = new ObjectMapper().readTree(json);
                if (metadata.toString().contains("langchain4j.rerank.tencent")) {
                    return metadata;
                }
            }
        }
        throw new AssertionError("the jar has no metadata of our properties");
    }
}
