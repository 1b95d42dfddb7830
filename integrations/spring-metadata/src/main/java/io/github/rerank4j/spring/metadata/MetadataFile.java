package io.github.rerank4j.spring.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file of Spring Boot's metadata. */
final class MetadataFile {

    private final JsonGenerator json;

    private MetadataFile(JsonGenerator json) {
        this.json = json;
    }

    static String json(List<Property> properties) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            new MetadataFile(json).write(properties);
        }
        return text.append("\n").toString();
    }

    private void write(List<Property> properties) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("groups");
        for (String group : groups(properties)) {
            json.writeStartObject();
            json.writeStringField("name", group);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("properties");
        for (Property property : properties) {
            property(property);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hints");
        for (Property property : properties) {
            hint(property);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<String> groups(List<Property> properties) {
        return Stream.concat(
                        Stream.of("langchain4j.rerank"),
                        properties.stream().map(Property::name).map(name -> name.substring(0, name.lastIndexOf('.'))))
                .filter(group -> group.startsWith("langchain4j"))
                .distinct()
                .toList();
    }

    private void property(Property property) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", property.name());
        json.writeStringField("type", property.type());
        json.writeStringField("description", property.description());
        defaultValue(property.defaultValue());
        json.writeEndObject();
    }

    private void defaultValue(@Nullable Object value) throws IOException {
        if (value instanceof Integer number) {
            json.writeNumberField("defaultValue", number);
        } else if (value instanceof Double number) {
            json.writeNumberField("defaultValue", number);
        } else if (value instanceof Boolean flag) {
            json.writeBooleanField("defaultValue", flag);
        } else if (value != null) {
            json.writeStringField("defaultValue", value.toString());
        }
    }

    private void hint(Property property) throws IOException {
        String beans = property.beanType();
        if (property.suggestions().isEmpty() && beans == null) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("name", property.name());
        if (!property.suggestions().isEmpty()) {
            json.writeArrayFieldStart("values");
            for (String value : property.suggestions()) {
                json.writeStartObject();
                json.writeStringField("value", value);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeArrayFieldStart("providers");
        json.writeStartObject();
        json.writeStringField("name", beans == null ? "any" : "spring-bean-reference");
        if (beans != null) {
            json.writeObjectFieldStart("parameters");
            json.writeStringField("target", beans);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
