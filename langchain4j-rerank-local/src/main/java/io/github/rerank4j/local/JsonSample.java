package io.github.rerank4j.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * JSON by example. A text that begins with a dollar sign is a hole, into which a value is written, or from which one is
 * read. When reading, an array stands for one or more elements that are like its first.
 */
record JsonSample(JsonNode json) {
    /** The sample with these values in its holes. */
    JsonNode with(Map<String, JsonNode> values) {
        return filled(json, values);
    }

    private static JsonNode filled(JsonNode sample, Map<String, JsonNode> values) {
        if (sample.isObject()) {
            ObjectNode object = Json.object();
            sample.properties().forEach(member -> object.set(member.getKey(), filled(member.getValue(), values)));
            return object;
        }
        if (sample.isArray()) {
            ArrayNode array = Json.object().arrayNode();
            sample.forEach(element -> array.add(filled(element, values)));
            return array;
        }
        return isHole(sample) ? Objects.requireNonNull(values.get(sample.textValue()), sample.textValue()) : sample;
    }

    private static boolean isHole(JsonNode sample) {
        return sample.isTextual() && sample.textValue().startsWith("$");
    }

    /**
     * The texts that a body has in the places of the holes, in their order. Other members of the body are ignored.
     *
     * @throws ServiceRefusal when it has something else there, or nothing
     */
    Map<String, List<String>> textsIn(JsonNode body) {
        Map<String, List<String>> texts = new HashMap<>();
        collect(json, body, "", texts);
        return texts;
    }

    private static void collect(JsonNode sample, JsonNode sent, String place, Map<String, List<String>> texts) {
        if (sample.isObject()) {
            sample.properties()
                    .forEach(member -> collect(
                            member.getValue(), sent.path(member.getKey()), place + "/" + member.getKey(), texts));
        } else if (sample.isArray()) {
            ServiceRefusal.unless(sent.isArray() && !sent.isEmpty(), place + " must be an array that is not empty");
            sent.forEach(element -> collect(sample.path(0), element, place, texts));
        } else {
            ServiceRefusal.unless(sent.isTextual(), place + " must be a text");
            texts.computeIfAbsent(sample.textValue(), hole -> new ArrayList<>()).add(sent.textValue());
        }
    }
}
